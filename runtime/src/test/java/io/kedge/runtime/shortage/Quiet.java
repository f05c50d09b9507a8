package io.kedge.runtime.shortage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.inspect.EngineSnapshot;

/** Waits in a process of its own, without JUnit, until an engine is at rest with the fewest threads. */
final class Quiet {
    private static final int TRIES = 20_000;

    private Quiet() { }

    static void await(Cmwq cmwq) {
        for (int tries = 0; !isMinimal(cmwq.snapshot()); tries++) {
            if (tries == TRIES) {
                throw new AssertionError("the engine does not come to rest: " + cmwq.snapshot());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static boolean isMinimal(EngineSnapshot now) {
        return now.pools().stream().allMatch(pool -> pool.carriers() == 0 && pool.workers() <= 2
                        && pool.idle() == pool.workers() && pool.waiting() == 0 && pool.running() == 0)
                && now.workqueues().stream().allMatch(queue -> queue.inFlight() == 0 && queue.waiting() == 0);
    }
}
