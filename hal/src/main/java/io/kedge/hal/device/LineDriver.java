package io.kedge.hal.device;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.Registration;
import io.kedge.hal.time.HalClock;
import io.kedge.hal.time.SystemHalClock;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/**
 * Gives a machine the events of an open line, and the time on a delayed item. With a debounce that waits for a steady level the time is
 * given that much later, since only then it is known that no edge came before: what is told does not depend on how late anybody ran.
 */
final class LineDriver implements AutoCloseable {
    private final InputLine line;
    private final Workqueue workqueue;
    private final Machine machine;                                    // under lock
    private final HalClock clock = new SystemHalClock();
    private final ReentrantLock lock = new ReentrantLock();           // held while handlers run, so that they run in order
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DelayedWork timer = Cmwq.delayedWork(this::expired);
    private final Registration edges;

    /** Begins at once. */
    LineDriver(InputLine line, Workqueue workqueue, Machine machine) {
        this.line = line;
        this.workqueue = workqueue;
        this.machine = machine;
        this.edges = line.onEvent(this::edge);
    }

    /**
     * Refuses a line that does not tell of both levels.
     *
     * @param what the device it was to be, for the message
     * @throws IllegalArgumentException if the line tells of one edge only, or counts edges instead of telling levels
     */
    static void requireLevels(InputLine line, String what) {
        boolean counts = line.config().debounce().policy() == Debounce.Policy.COUNT;
        if (line.config().edges() != Edges.BOTH || counts) {
            throw new IllegalArgumentException("line " + line.config().id() + " cannot be a " + what + ": it must tell of both levels, was edges "
                    + line.config().edges() + ", debounce " + line.config().debounce());
        }
    }

    private void edge(LineEvent event) {
        lock.lock();
        try {
            machine.level(event.active(), event.monotonicNanos(), !event.resync());
            arm();
        } finally {
            lock.unlock();
        }
    }

    private void expired() {
        lock.lock();
        try {
            machine.advance(clock.monotonicNanos() - undecidedNanos());
            arm();
        } finally {
            lock.unlock();
        }
    }

    private void arm() {
        if (machine.armed()) {
            long waitNanos = machine.dueNanos() + undecidedNanos() + 1 - clock.monotonicNanos();
            workqueue.modDelayed(timer, Duration.ofNanos(Math.max(0, waitNanos)));
        }
    }

    /** {@return for how long an edge may be known to the line and not to us} */
    private long undecidedNanos() {
        Debounce debounce = line.config().debounce();
        return switch (debounce.policy()) {
            case SETTLE, GLITCH, KERNEL -> debounce.period().toNanos();
            case NONE, LEADING, COUNT -> 0;
        };
    }

    /** Listens no longer; the line stays open. Waits for a handler that runs, unless it is the caller. A second call does nothing. */
    @Override
    @SuppressWarnings("ReferenceEquality")   // items have no other identity
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        edges.close();
        timer.disable();
        Work current = Cmwq.currentWork();
        if (current == timer || lock.isHeldByCurrentThread()) {
            return;
        }
        try {
            timer.cancelSync();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();   // disabled already: at most the running one goes on to its end
        }
    }
}
