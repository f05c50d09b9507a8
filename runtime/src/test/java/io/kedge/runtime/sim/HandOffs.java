package io.kedge.runtime.sim;

import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.pool.WorkerPool;

/** What the pools and workqueues of a simulation have counted at its end. */
final class HandOffs {
    private HandOffs() { }

    static void count(Simulation simulation) {
        Coverage coverage = simulation.coverage;
        for (WorkerPool pool : simulation.engine().pools()) {
            PoolStats stats = pool.stats();
            coverage.saw(Seen.HAND_OFF_BRACKET, stats.handOffsBracket());
            coverage.saw(Seen.HAND_OFF_NATIVE, stats.handOffsNative());
            coverage.saw(Seen.HAND_OFF_HOG, stats.handOffsHog());
            coverage.saw(Seen.HAND_OFF_LENT, stats.handOffsLent());
            coverage.saw(Seen.HAND_OFF_FALSE, stats.falseHandOffs());
            coverage.saw(Seen.SURPLUS_RUNNABLE, stats.surplusMost());
            coverage.saw(simulation.plan.shortages() ? Seen.CARRIER_BRAKED_BY_MEMORY : Seen.CARRIER_BRAKED_BY_NUMBER, stats.brakedCarriers());
            coverage.saw(Seen.CARRIER_SQUEEZED, stats.squeezedCarriers());
        }
        long repatriated = 0;
        for (WorkqueueStats queue : simulation.engine().snapshot().workqueues()) {
            coverage.saw(Seen.SUCCESSOR_OF_A_SLEEPER, queue.cmWakeup());
            repatriated += queue.repatriated();
        }
        coverage.saw(Seen.REPATRIATED, repatriated);
        if (repatriated > simulation.strays) {
            throw new Violation(simulation.strays + " carriers strayed, " + repatriated + " were brought back (R142)");
        }
    }
}
