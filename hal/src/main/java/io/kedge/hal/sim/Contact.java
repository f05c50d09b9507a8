package io.kedge.hal.sim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;

import io.kedge.hal.api.LineAddress;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;

/**
 * A button or switch wired to a simulated line: moves as its bounce says, step by step in real time, on delayed work.
 * Movements asked for while one is under way follow it.
 */
public final class Contact implements AutoCloseable {
    private final SimulatedBoard board;
    private final LineAddress line;
    private final Bounce bounce;
    private final Random random;                                       // under this
    private final Workqueue workqueue;
    private final ArrayDeque<Bounce.Step> steps = new ArrayDeque<>();  // under this; the first is armed
    private final DelayedWork step = Cmwq.delayedWork(this::step);

    /** Wires a contact to the line; the same seed bounces the same way. */
    public Contact(SimulatedBoard board, LineAddress line, Bounce bounce, long seed, Workqueue workqueue) {
        this.board = board;
        this.line = line;
        this.bounce = bounce;
        this.random = new Random(seed);
        this.workqueue = workqueue;
    }

    /** Moves to the electrical level. Does not wait. */
    public synchronized void moveTo(boolean high) {
        boolean idle = steps.isEmpty();
        steps.addAll(bounce.movement(high, random));
        if (idle) {
            workqueue.queue(step);
        }
    }

    private void step() {
        Bounce.Step now;
        synchronized (this) {
            now = steps.peekFirst();
        }
        if (now == null) {
            return;   // closed
        }
        boolean made = false;
        try {
            board.drive(line, now.high());
            made = true;
        } finally {
            stepped(made);
        }
    }

    private synchronized void stepped(boolean made) {
        if (!made) {
            steps.clear();   // the line has become an output: this movement ends, the next one may succeed
            return;
        }
        steps.pollFirst();
        Bounce.Step next = steps.peekFirst();
        if (next != null) {
            workqueue.queueDelayed(step, Duration.ofNanos(next.afterNanos()));
        }
    }

    /** Stops moving. Does not wait for a step that is being made. */
    @Override
    public void close() {
        step.disable();
        synchronized (this) {
            steps.clear();
        }
    }
}
