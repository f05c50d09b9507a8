package io.kedge.runtime.executor;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A periodic task is queued again while it is ended: it is not left armed, and is counted out. */
public class CancelRenewStress {

    /** A periodic task whose first run is due; the next one is a day later. */
    abstract static class Periodic {
        final HandQueue queue = new HandQueue();
        final TimedTaskService service = new TimedTaskService(queue);
        final ScheduledFuture<?> future = service.scheduleAtFixedRate(() -> { }, 0, 1, TimeUnit.DAYS);

        final void look(III_Result result) {
            service.shutdown();
            queue.runAll();
            result.r1 = future.isCancelled() ? 1 : 0;
            result.r2 = queue.armed();
            result.r3 = service.isTerminated() ? 1 : 0;
        }
    }

    /** pair CANCEL_RENEW: it is cancelled as its run ends. One of the two must see the other. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "cancelled, off the timer, counted out")
    @Outcome(expect = Expect.FORBIDDEN, desc = "armed for good, or counted for good")
    @State
    public static class CancelAgainstRenewal extends Periodic {
        @Actor
        public void worker() {
            queue.runOne();
        }

        @Actor
        public void canceller() {
            if (!future.cancel(false)) {
                throw new AssertionError("a periodic task can be cancelled at any time");
            }
        }

        @Arbiter
        public void arbiter(III_Result result) {
            int armedBefore = queue.armed();
            look(result);
            result.r2 += armedBefore;
        }
    }

    /** The service is shut down as its run ends. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "cancelled, off the timer, counted out")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it goes on, or is counted for good")
    @State
    public static class ShutdownAgainstRenewal extends Periodic {
        @Actor
        public void worker() {
            queue.runOne();
        }

        @Actor
        public void shutter() {
            service.shutdown();
        }

        @Arbiter
        public void arbiter(III_Result result) {
            look(result);
        }
    }
}
