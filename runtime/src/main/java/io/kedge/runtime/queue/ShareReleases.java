package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Shares that have been replaced and have ended their last item: their pools are given back by the timer's thread (kernel:
 * pwq_release_worker), since whoever ends an item may not wait. Links live in the shares: no allocation.
 */
public final class ShareReleases {
    private final AtomicReference<@Nullable QueueShare> top = new AtomicReference<>();
    private static final long LATER_NANOS = 1_000_000;

    private final Runnable bell;         // C
    private @Nullable QueueShare first;  // who runs it: those that are to be released

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

    /**
     * Releases what can be. One thread only; waits while a workqueue's attributes are being changed.
     *
     * @return nanoseconds until the next turn; {@link Long#MAX_VALUE}: when the bell rings
     */
    public long run() {
        takeNew();
        QueueShare kept = null;
        for (QueueShare share = first; share != null; ) {
            QueueShare next = share.nextToRelease;
            if (!share.release()) {
                kept = share;
            } else if (kept == null) {
                first = next;
            } else {
                kept.nextToRelease = next;
            }
            share = next;
        }
        return first == null ? Long.MAX_VALUE : LATER_NANOS;
    }

    private void takeNew() {
        QueueShare arrived = top.get() == null ? null : top.getAndSet(null);
        while (arrived != null) {
            QueueShare next = arrived.nextToRelease;
            arrived.nextToRelease = first;
            first = arrived;
            arrived = next;
        }
    }
}
