package io.kedge.runtime.flush;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.kedge.runtime.work.FlushWaiter;
import org.jspecify.annotations.Nullable;

/**
 * Flushes one workqueue (kernel: __flush_workqueue). Every item carries the colour that was current when it was queued; a
 * flush takes the current colour, makes the next one current, and waits until no item of its colour is in flight. 15
 * flushes can be under way; more wait without a colour and then share one (R89).
 */
public final class WorkqueueFlush {
    static final int COLOURS = 16;

    /** One who waits, for one colour. */
    static final class Flusher {
        final FlushWaiter waiter = new FlushWaiter();
        int colour;
    }

    private final Supplier<? extends List<? extends FlushedShare>> shares;   // C   of the workqueue, at the time
    private final ReentrantLock mutex = new ReentrantLock();          // held for colours and flushers; outside any pool's lock
    final ArrayDeque<Flusher> queued = new ArrayDeque<>();    // mutex   waiting for a colour behind the first one's
    final List<Flusher> overflow = new ArrayList<>();         // mutex   waiting for a colour to become free
    private final AtomicInteger sharesToFlush = new AtomicInteger();  // any thread
    volatile @Nullable Flusher first;                         // written under mutex
    private volatile int workColour;                                  // written under mutex
    int flushColour;                                          // mutex

    public WorkqueueFlush(Supplier<? extends List<? extends FlushedShare>> shares) {
        this.shares = shares;
    }

    /** The workqueue's shares change, by these new ones too, on which nothing has been queued. No pool's lock is held. */
    public void change(List<? extends FlushedShare> fresh, Runnable change) {
        mutex.lock();
        try {
            for (FlushedShare share : fresh) {
                advance(share);
            }
            change.run();
        } finally {
            mutex.unlock();
        }
    }

    private void advance(FlushedShare share) {
        share.lock();
        try {
            share.colours().advanceLocked(workColour);
        } finally {
            share.unlockAndWake();
        }
    }

    /** Does something while no flush begins or goes on to another colour. No pool's lock is held. */
    public boolean ask(BooleanSupplier what) {
        mutex.lock();
        try {
            return what.getAsBoolean();
        } finally {
            mutex.unlock();
        }
    }

    /** As {@link #ask}, unless somebody is there already: for one who must not wait. @return false then */
    public boolean askIfFree(BooleanSupplier what) {
        if (!mutex.tryLock()) {
            return false;
        }
        try {
            return what.getAsBoolean();
        } finally {
            mutex.unlock();
        }
    }

    int workColour() {
        return workColour;
    }

    /** A share has items of the flushed colour from now on that another one still counts. */
    void shareJoins() {
        sharesToFlush.incrementAndGet();
    }

    /** A share has no item of the flushed colour any more. @return whom to release: the first flusher, if it was the last share */
    @Nullable FlushWaiter shareIsDone() {
        Flusher whose = first;
        return sharesToFlush.decrementAndGet() == 0 && whose != null ? whose.waiter : null;
    }

    /** Waits for every item queued before the call. */
    public void await() throws InterruptedException {
        Flusher mine = enter();
        if (mine == null) {
            return;
        }
        try {
            mine.waiter.await();
        } catch (InterruptedException interrupted) {
            Thread.ofVirtual().name("kedge-flush").start(() -> seeThrough(mine));   // others may wait for my turn
            throw interrupted;
        }
        cascade(mine);
    }

    private void seeThrough(Flusher mine) {
        mine.waiter.adoptAndAwait();
        cascade(mine);
    }

    /** @return null if nothing is in flight */
    private @Nullable Flusher enter() {
        Flusher mine = new Flusher();
        mutex.lock();
        try {
            int next = nextOf(workColour);
            if (next == flushColour) {
                overflow.add(mine);
                return mine;
            }
            mine.colour = workColour;
            workColour = next;
            if (first != null) {
                queued.add(mine);
                advance();
                return mine;
            }
            first = mine;
            if (armAndAdvance()) {
                return mine;
            }
            flushColour = next;
            first = null;
            return null;
        } finally {
            mutex.unlock();
        }
    }

    /** The first flusher's colour is done: completes all who share it, and begins with the next one's. */
    private void cascade(Flusher mine) {
        if (first != mine) {
            return;
        }
        mutex.lock();
        try {
            if (first != mine) {
                return;   // released by one who found its colour done, and went on in its place
            }
            boolean armed = false;
            first = null;
            while (!armed) {
                releaseColour(flushColour);
                flushColour = nextOf(flushColour);
                admitOverflow();
                Flusher next = queued.poll();
                if (next == null) {
                    return;
                }
                first = next;
                armed = arm();
                if (!armed) {
                    first = null;
                }
            }
        } finally {
            mutex.unlock();
        }
    }

    private void releaseColour(int colour) {
        while (!queued.isEmpty() && queued.peek().colour == colour) {
            FlushWaiter.releaseAll(queued.poll().waiter);
        }
    }

    private void admitOverflow() {
        if (overflow.isEmpty()) {
            return;
        }
        overflow.forEach(flusher -> flusher.colour = workColour);
        workColour = nextOf(workColour);
        queued.addAll(overflow);
        overflow.clear();
        advance();
    }

    /** @return whether items of the flush colour are in flight; if not, the first flusher is released already */
    private boolean arm() {
        return prepare(true, false);
    }

    private boolean armAndAdvance() {
        return prepare(true, true);
    }

    private void advance() {
        prepare(false, true);
    }

    private boolean prepare(boolean arm, boolean advance) {
        boolean inFlight = false;
        if (arm) {
            sharesToFlush.set(1);   // not 0 before all shares have been looked at
        }
        for (FlushedShare share : shares.get()) {
            share.lock();
            try {
                if (arm && share.colours().armLocked(flushColour)) {
                    sharesToFlush.incrementAndGet();
                    inFlight = true;
                }
                if (advance) {
                    share.colours().advanceLocked(workColour);
                }
            } finally {
                share.unlockAndWake();
            }
        }
        if (arm) {
            FlushWaiter.releaseAll(shareIsDone());
        }
        return inFlight;
    }

    private static int nextOf(int colour) {
        return (colour + 1) % COLOURS;
    }
}
