package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.work.WorkItem;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Items are queued without the pool's lock: none is lost, none runs twice, whoever else comes by. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class PostShutStress {

    /** A stage whose only carrier holds the slot, so that items can be posted; one has run here before. */
    public static class Open extends PoolStage {
        final Carrier carrier = newCarrier();
        final WorkItem item;

        public Open() {
            super(true, 1, new NoCrew());
            item = queue();
            step(carrier);
            runToEndOfMount(carrier);
            queue();
            step(carrier);
        }

        /** Until nobody has anything to do. */
        final String atRest() {
            runAll(carrier);
            return books();
        }
    }

    /** R1, pair POST_SHUT: the last carrier gives its slot up meanwhile. */
    @JCStressTest
    @Outcome(id = "true, true, 3 started, 0 in flight", expect = Expect.ACCEPTABLE, desc = "posted before the carrier left: it ran")
    @Outcome(id = "false, true, 2 started, 0 in flight", expect = Expect.ACCEPTABLE, desc = "nobody was there any more: to be queued in another way")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it waits beside an idle carrier")
    @State
    public static class CarrierLeaves extends Open {
        @Actor
        public void carrier() {
            runToEndOfMount(carrier);
            while (step(carrier) == Step.AGAIN) {
                runToEndOfMount(carrier);
            }
        }

        @Actor
        public void submitter(ZZL_Result result) {
            result.r1 = post(item);
        }

        @Arbiter
        public void look(ZZL_Result result) {
            runAll(carrier);
            result.r2 = carrier.idle;
            result.r3 = startedAndInFlight();
        }
    }

    /** R103: it is cancelled meanwhile. */
    @JCStressTest
    @Outcome(id = "true, true, 2 started, 0 in flight", expect = Expect.ACCEPTABLE, desc = "posted, then taken back")
    @Outcome(id = "true, false, 3 started, 0 in flight", expect = Expect.ACCEPTABLE, desc = "cancelled before it was posted, or after it had run")
    @Outcome(id = "false, false, 2 started, 0 in flight", expect = Expect.ACCEPTABLE, desc = "the one who cancels owned it just then")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it was lost, or ran although it was taken back")
    @State
    public static class IsCancelled extends Open {
        @Actor
        public void submitter(ZZL_Result result) {
            result.r1 = post(item);
        }

        @Actor
        public void canceller(ZZL_Result result) {
            result.r2 = item.cancel();
        }

        @Arbiter
        public void look(ZZL_Result result) {
            runAll(carrier);
            result.r3 = startedAndInFlight();
        }
    }

    /** R2: two post the same item; one of them takes the lock afterwards. */
    @JCStressTest
    @Outcome(id = {"true, false, 3 started, 0 in flight", "false, true, 3 started, 0 in flight"}, expect = Expect.ACCEPTABLE,
            desc = "one of them has queued it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both have, or neither, or it ran twice")
    @State
    public static class TwoPostIt extends Open {
        @Actor
        public void one(ZZL_Result result) {
            result.r1 = post(item);
        }

        @Actor
        public void other(ZZL_Result result) {
            result.r2 = post(item);
            pool.lock();
            pool.unlockAndWake();
        }

        @Arbiter
        public void look(ZZL_Result result) {
            runAll(carrier);
            result.r3 = startedAndInFlight();
        }
    }

    /** Two post an item each, and one of them takes out what there is. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each was taken out once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was lost, or taken twice")
    @State
    public static class TakenOnce {
        private final PostBox box = new PostBox();
        private final WorkItem first = new WorkItem(work -> { });
        private final WorkItem second = new WorkItem(work -> { });
        private int firsts;
        private int seconds;

        @Actor
        public void one() {
            box.post(first, PoolStage.anyShare(), 1);
        }

        @Actor
        public void other() {
            box.post(second, PoolStage.anyShare(), 2);
            take();
        }

        private void take() {
            box.takeAll((item, share, queuedNanos) -> {
                firsts += item == first && queuedNanos == 1 ? 1 : 0;
                seconds += item == second && queuedNanos == 2 ? 1 : 0;
            });
        }

        @Arbiter
        public void look(II_Result result) {
            take();
            take();
            result.r1 = firsts;
            result.r2 = seconds;
        }
    }
}
