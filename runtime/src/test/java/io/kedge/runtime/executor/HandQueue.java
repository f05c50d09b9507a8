package io.kedge.runtime.executor;

import java.util.ArrayDeque;
import java.util.Queue;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.DropListener;
import io.kedge.runtime.work.NanoClock;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** A workqueue without threads: its items run, and time goes by, when the test says so. */
final class HandQueue implements TaskQueue, DelayTarget {
    long nowNanos = Long.MAX_VALUE - 1_000;   // wraps around during the tests
    boolean draining;
    boolean closing;
    boolean outOfMemory;
    private final Timer timer = new Timer(() -> nowNanos, () -> { });
    private final Queue<WorkItem> queued = new ArrayDeque<>();

    @Override
    public String name() {
        return "hand";
    }

    @Override
    public boolean queue(Work work) {
        WorkItem item = (WorkItem) work;
        refuseIfClosed();
        if (!item.claimForQueueing()) {
            return false;
        }
        if (outOfMemory) {
            throw new OutOfMemoryError("on purpose");   // and the item stays owned, as it may
        }
        enqueueOwned(item, -1);
        return !draining;
    }

    @Override
    public void queueAt(DelayedItem item, long atNanos) {
        if (NanoClock.isDue(atNanos, nowNanos)) {
            queue(item);
            return;
        }
        refuseIfClosed();
        if (item.claimForQueueing()) {
            item.armOwned(timer, this, -1, atNanos);
        }
    }

    private void refuseIfClosed() {
        if (closing) {
            throw new IllegalStateException("closed");
        }
    }

    @Override
    public synchronized void enqueueOwned(WorkItem item, int cpu) {
        item.letGo();
        if (!draining && !closing) {
            queued.add(item);
        } else if (item.function() instanceof DropListener listener) {
            listener.dropped();
        }
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public NanoClock clock() {
        return () -> nowNanos;
    }

    private synchronized @Nullable WorkItem next() {
        return queued.poll();
    }

    /** Items that wait. */
    synchronized int size() {
        return queued.size();
    }

    /** Lets so much time go by; nothing runs. */
    void pass(long nanos) {
        nowNanos += nanos;
        timer.turn();
    }

    /** Entries of the timer, when it has seen to what has changed. */
    int armed() {
        timer.turn();
        return timer.size();
    }

    /** Runs what is queued, and what that queues. */
    void runAll() {
        for (WorkItem item = next(); item != null; item = next()) {
            run(item);
        }
    }

    /** Runs the first item that is queued. */
    void runOne() {
        WorkItem item = next();
        if (item != null) {
            run(item);
        }
    }

    private static void run(WorkItem item) {
        try {
            item.function().run(item);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new AssertionError("a job throws what its task did not", checked);
        }
    }
}
