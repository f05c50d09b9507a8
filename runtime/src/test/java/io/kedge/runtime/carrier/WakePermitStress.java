package io.kedge.runtime.carrier;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A carrier is woken while it lies down: it must not sleep on. */
public class WakePermitStress {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(6);   // longer than a loaded machine keeps a thread waiting

    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "woken before it lay down, or after")
    @Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "woken in between, and it sleeps on")
    @State
    public static class WakeMeetsPark {
        private volatile @Nullable WakePermit permit;

        @Actor
        public void carrier(Z_Result result) {
            WakePermit own = new WakePermit(Thread.currentThread());
            permit = own;
            long fromNanos = System.nanoTime();
            boolean woken = own.await(IDLE_NANOS);
            result.r1 = woken && System.nanoTime() - fromNanos < LOST_NANOS;
        }

        @Actor
        public void waker() {
            WakePermit seen;
            do {
                seen = permit;
            } while (seen == null);
            seen.wake();
        }
    }
}
