package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread.Step;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * R1: an item is queued while a carrier goes idle: either the carrier finds it, or the submitter finds the idle
 * carrier.
 */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class ParkGuardStress {

    /** The carrier has come for the first time and finds nothing. */
    @JCStressTest
    @Outcome(id = "AGAIN, found", expect = Expect.ACCEPTABLE, desc = "queued, then the carrier looked")
    @Outcome(id = "PARK, called", expect = Expect.ACCEPTABLE,
            desc = "the carrier lay down, then it was queued and called")
    @Outcome(id = "PARK, waits", expect = Expect.FORBIDDEN,
            desc = "neither saw the other: the item waits beside an idle carrier")
    @Outcome(expect = Expect.FORBIDDEN, desc = "something else")
    @State
    public static class NothingToDo extends PoolStage {
        private final Carrier carrier = newCarrier();

        public NothingToDo() {
            super(true, 1, new NoCrew());
        }

        @Actor
        public void carrier(LL_Result result) {
            result.r1 = step(carrier);
        }

        @Actor
        public void submitter() {
            queue();
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r2 = carrier.mounted != null ? "found" : carrier.idle ? "waits" : "called";
        }
    }

    /** A worker has just ended its item and leaves; its carrier settles the mount. The books must come out even. */
    @JCStressTest
    @Outcome(id = "true, running=0 busy=0 waiting=0 in flight=0 slots held=0", expect = Expect.ACCEPTABLE,
            desc = "whichever came first, the item ran and nothing is left over")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the item was lost, or a count or the slot was")
    @State
    public static class WorkerLeaves extends PoolStage {
        private final Carrier carrier = newCarrier();

        public WorkerLeaves() {
            super(true, 1, new NoCrew());
            queue();
            step(carrier);
        }

        @Actor
        public void carrier() {
            runToEndOfMount(carrier);
            while (step(carrier) == Step.AGAIN) {
                runToEndOfMount(carrier);
            }
        }

        @Actor
        public void submitter() {
            queue();
        }

        @Arbiter
        public void look(LL_Result result) {
            runAll(carrier);
            result.r1 = carrier.idle;
            result.r2 = books();
        }
    }
}
