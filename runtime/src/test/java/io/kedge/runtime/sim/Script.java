package io.kedge.runtime.sim;

import java.time.Duration;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.pool.LoanBooks;
import io.kedge.runtime.sim.Routine.Pause;

import static java.util.Objects.requireNonNull;

/** What items and callers do, as the dice fall. Runs in routines: stops wherever the simulation wants. */
final class Script {
    private static final int OUTSIDE = -1;
    private static final int FOR_NOBODY = Integer.MAX_VALUE;
    private static final long MICRO = 1_000;
    private static final int PAUSE_MICROS = 300_000;
    private static final long LONG_NANOS = 8_000_000_000L;

    /** What an item throws. */
    static final class Scripted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Scripted() {
            super("scripted", null, false, false);
        }
    }

    private final Simulation simulation;
    private final Dice dice;
    private final Acts acts;
    private final LimitActs limits;
    private final PlacedActs placed;
    private final AttrsActs attrs;
    private final LoanActs loans;
    private int budget;

    Script(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.acts = new Acts(simulation);
        this.limits = new LimitActs(simulation);
        this.placed = new PlacedActs(simulation, acts);
        this.attrs = new AttrsActs(simulation);
        this.loans = new LoanActs(simulation, acts);
        this.budget = simulation.plan.budget();
    }

    /** One run of an item. */
    void run(SimItem item) throws Exception {
        simulation.oracle().started(item);
        try {
            for (int act = dice.below(4); act > 0; act--) {
                itemActs(item);
            }
            if (Cmwq.isRescuer() && dice.oneIn(2) && budget-- > 0) {
                acts.queue(item);
                routine().sleep(dice.below(2_000) * 1_000L * MICRO);   // until a regular worker meets it
            }
        } catch (Scripted scripted) {
            simulation.coverage.saw(Seen.THREW);
            throw scripted;
        } catch (RuntimeException | Error thrown) {
            simulation.threw(thrown);
        } finally {
            simulation.oracle().ended(item);
        }
    }

    private void itemActs(SimItem item) throws Exception {
        if (simulation.plan.lends() && !item.home.isBh() && (LoanBooks.callerIsLent() || dice.oneIn(2))) {
            if (budget-- > 0) {
                loans.queueSome(item.home.level);
                if (dice.oneIn(2)) {
                    stop(Pause.COMPUTES);   // some begin, and others come behind them
                    loans.queueSome(item.home.level);
                }
            }
            loans.flushOneThatWaits(item.home.level);
        }
        simulation.oracle().loans.checkNice();
        switch (dice.below(10)) {
            case 0, 1 -> stop(Pause.COMPUTES);
            case 2, 3 -> {
                sleep();
                simulation.oracle().loans.slept();
            }
            case 4 -> {
                stop(Pause.NATIVE);
                if (dice.oneIn(2)) {
                    stop(Pause.COMPUTES);   // back from its call, beside whoever has its slot now
                }
            }
            case 5 -> Blocking.call(() -> callNative(item));
            case 6 -> {
                if (dice.oneIn(3)) {
                    throw new Scripted();
                }
                Thread.yield();
            }
            default -> act(item.home.isBh() ? FOR_NOBODY : item.home.level);   // those behind a BH item wait for it, whatever it waits for
        }
        simulation.progress();
    }

    /** What an item does inside a bracket: most of the time what the bracket announced. */
    private SimItem callNative(SimItem item) throws Exception {
        switch (dice.below(4)) {
            case 0 -> sleep();
            case 1 -> Blocking.call(() -> callNative(item));
            default -> stop(Pause.NATIVE);
        }
        if (dice.oneIn(3)) {
            stop(Pause.COMPUTES);
        }
        return item;
    }

    /** The life of a caller. */
    void callersLife() {
        for (int act = dice.between(1, simulation.plan.acts()); act > 0; act--) {
            int micros = dice.below(dice.oneIn(16) ? PAUSE_MICROS : simulation.plan.gapMicros());
            routine().pause(Pause.COMPUTES, micros * MICRO);
            try {
                if (simulation.plan.storm() && !dice.oneIn(4)) {
                    acts.flush(simulation.queues.get(0), OUTSIDE);
                } else if (simulation.plan.crowd() && dice.oneIn(8)) {
                    acts.flush(anyQueue(), OUTSIDE);
                } else if (simulation.plan.drains() && dice.oneIn(6)) {
                    acts.drain(anyQueue(), dice.oneIn(4));
                } else if (dice.oneIn(40)) {
                    simulation.jump(dice.below(1_000) * 10_000_000L);
                } else {
                    act(OUTSIDE);
                }
            } catch (InterruptedException unexpected) {
                simulation.threw(unexpected);
            }
            simulation.progress();
        }
        while (acts.enableOne()) {
            simulation.progress();
        }
    }

    /** Freezes and thaws. */
    void freezersLife() {
        for (int times = dice.between(1, 3); times > 0; times--) {
            routine().pause(Pause.COMPUTES, dice.below(5_000) * MICRO);
            simulation.freeze(true);
            routine().pause(Pause.COMPUTES, dice.below(5_000) * MICRO);
            simulation.freeze(false);
        }
    }

    /** @param level of the item that acts; it waits for higher ones only */
    private void act(int level) throws InterruptedException {
        SimItem target = simulation.items.get(dice.below(simulation.items.size()));
        int choice = dice.below(23);
        if (choice < 11 && level > OUTSIDE && budget-- <= 0) {
            return;
        }
        switch (choice) {
            case 0, 1, 2, 3 -> acts.queue(target);
            case 4 -> placed.act(target);
            case 5, 6, 7 -> acts.queueDelayed(target, delay());
            case 8, 9, 10 -> acts.modDelayed(target, delay());
            case 11, 12 -> acts.cancel(target);
            case 13 -> {
                if (dice.oneIn(4)) {
                    acts.reinitialise(target);
                } else {
                    acts.disable(target);
                }
            }
            case 14 -> acts.enable(target);
            case 15, 16 -> acts.flush(target, level);
            case 17, 18 -> acts.cancelSync(target, level);
            case 19 -> acts.flush(anyQueue(), level);
            case 20, 21 -> limits.act(anyQueue());
            default -> attrs.act(anyQueue());
        }
    }

    private Duration delay() {
        return dice.oneIn(6) ? Duration.ZERO : Duration.ofNanos(dice.below(4_000) * MICRO);
    }

    private SimQueue anyQueue() {
        return simulation.queues.get(dice.below(simulation.queues.size()));
    }

    /** For some milliseconds; now and then for so long that others must not wait for the end. */
    private void stop(Pause reason) {
        boolean handsOff = reason == Pause.NATIVE || simulation.plan.hogNanos() > 0;
        routine().pause(reason, handsOff && dice.oneIn(30) ? LONG_NANOS : dice.below(6_000) * MICRO);
        simulation.progress();   // three long ones in one act would look like a standstill
    }

    private void sleep() {
        routine().sleep(dice.below(6_000) * MICRO);
    }

    private Routine routine() {
        return requireNonNull(simulation.current, "the script runs in a routine");
    }
}
