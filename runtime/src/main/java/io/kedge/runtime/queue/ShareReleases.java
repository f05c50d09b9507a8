package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Shares that have been replaced and have ended their last item: their pools are given back by the timer's thread (kernel:
 * pwq_release_worker), since whoever ends an item may not wait. Links live in the shares: no allocation.
 */
public final class ShareReleases {
    private final AtomicReference<@Nullable QueueShare> top = new AtomicReference<>();
    private final Runnable bell;   // C

    /** Rings the bell when there is something to do; from any thread, with no lock held. */
    public ShareReleases(Runnable bell) {
        this.bell = bell;
    }

    void add(QueueShare share) {
        for (;;) {
            QueueShare seen = top.get();
            share.nextToRelease = seen;
            if (top.compareAndSet(seen, share)) {
                break;
            }
        }
        bell.run();
    }

    /** Releases what there is. One thread only; waits while a workqueue's attributes are being changed. */
    public void run() {
        if (top.get() == null) {
            return;
        }
        for (QueueShare share = top.getAndSet(null); share != null; ) {
            QueueShare next = share.nextToRelease;
            share.nextToRelease = null;
            share.release();
            share = next;
        }
    }
}
