package io.kedge.runtime.timer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** R120, pair TIMER_SLEEP: an item is armed while the timer thread goes to sleep. One must see the other. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class TimerSleepStress {

    /** Nothing was armed before: it would sleep for ever. */
    @JCStressTest
    @Outcome(id = "until 1000, silent", expect = Expect.ACCEPTABLE, desc = "armed, then the thread took it")
    @Outcome(id = "until 1000, rang", expect = Expect.ACCEPTABLE, desc = "armed, the thread took it; rang for nothing")
    @Outcome(id = "looks again, silent", expect = Expect.ACCEPTABLE, desc = "armed before it lay down; it saw that")
    @Outcome(id = "looks again, rang", expect = Expect.ACCEPTABLE, desc = "each saw the other")
    @Outcome(id = "for ever, rang", expect = Expect.ACCEPTABLE, desc = "lay down, then armed: it is rung")
    @Outcome(id = "for ever, silent", expect = Expect.FORBIDDEN, desc = "neither saw the other: the item never fires")
    @State
    public static class Empty extends TimerStage {

        @Actor
        public void thread(LL_Result result) {
            result.r1 = say(timer.turn());
        }

        @Actor
        public void submitter() {
            arm(item, SOON);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r2 = rang() ? "rang" : "silent";
        }
    }

    /** Another item is armed for later, and the thread lies down for the second time. */
    @JCStressTest
    @Outcome(id = "until 1000, silent", expect = Expect.ACCEPTABLE, desc = "armed, then the thread took it")
    @Outcome(id = "until 1000, rang", expect = Expect.ACCEPTABLE,
            desc = "armed while it still slept; it was rung and took it")
    @Outcome(id = "looks again, silent", expect = Expect.ACCEPTABLE, desc = "armed before it lay down; it saw that")
    @Outcome(id = "looks again, rang", expect = Expect.ACCEPTABLE, desc = "each saw the other")
    @Outcome(id = "until 5000, rang", expect = Expect.ACCEPTABLE, desc = "lay down, then armed: it is rung")
    @Outcome(id = "until 5000, silent", expect = Expect.FORBIDDEN,
            desc = "neither saw the other: the item fires too late")
    @State
    public static class BeforeAnother extends TimerStage {
        private final DelayedItem another = new DelayedItem(work -> { });

        public BeforeAnother() {
            arm(another, LATE);
            timer.turn();
        }

        @Actor
        public void thread(LL_Result result) {
            result.r1 = say(timer.turn());
        }

        @Actor
        public void submitter() {
            arm(item, SOON);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r2 = rang() ? "rang" : "silent";
        }
    }
}
