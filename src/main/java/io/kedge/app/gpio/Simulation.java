package io.kedge.app.gpio;

import java.time.Duration;
import java.util.Random;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.sim.Bounce;
import io.kedge.hal.sim.Contact;
import io.kedge.hal.sim.SimulatedBoard;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;

/** The user of the simulated board: presses and releases a bouncing button every few seconds, the same way for a seed. */
public final class Simulation implements AutoCloseable {
    private static final Duration FIRST_PRESS = Duration.ofMillis(300);
    private static final Duration SHORTEST_HOLD = Duration.ofMillis(120);
    private static final int HOLD_SPREAD_MILLIS = 400;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final int PAUSE_SPREAD_MILLIS = 3_000;

    private final LineConfig button;
    private final Contact contact;
    private final Random random;             // only in the item
    private final Workqueue workqueue;
    private final DelayedWork next;
    private boolean pressed;                 // only in the item

    private Simulation(LineConfig button, Contact contact, long seed, Workqueue workqueue) {
        this.button = button;
        this.contact = contact;
        this.random = new Random(seed);
        this.workqueue = workqueue;
        this.next = Cmwq.delayedWork(this::move);
    }

    /** {@return a user who presses this button, the first time soon} */
    public static Simulation start(SimulatedBoard board, LineConfig button, long seed, Workqueue workqueue) {
        var contact = new Contact(board, button.address(), Bounce.BUTTON, seed, workqueue);
        var simulation = new Simulation(button, contact, seed, workqueue);
        workqueue.queueDelayed(simulation.next, FIRST_PRESS);
        return simulation;
    }

    private void move() {
        pressed = !pressed;
        contact.moveTo(pressed != button.activeLow());
        Duration wait = pressed
                ? SHORTEST_HOLD.plusMillis(random.nextInt(HOLD_SPREAD_MILLIS))
                : SHORTEST_PAUSE.plusMillis(random.nextInt(PAUSE_SPREAD_MILLIS));
        workqueue.queueDelayed(next, wait);
    }

    /** Stops pressing. Does not wait. */
    @Override
    public void close() {
        next.disable();
        contact.close();
    }
}
