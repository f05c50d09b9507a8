package io.kedge.runtime.timer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** R122, pair TIMER_ENTRY: an item is armed while its old entry leaves the heap. One of them must see the other. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class TimerEntryStress {

    /** The item was cancelled; its entry is removed while it is armed anew. */
    @JCStressTest
    @Outcome(id = "in time", expect = Expect.ACCEPTABLE, desc = "the entry stayed, was put back, or was asked for anew")
    @Outcome(id = "forgotten", expect = Expect.FORBIDDEN,
            desc = "who armed it saw the old entry, the thread removed it and saw no armed item: it never fires")
    @Outcome(id = "too late", expect = Expect.FORBIDDEN, desc = "an entry for a later time than the item's")
    @State
    public static class RemovalMeetsArming extends TimerStage {
        private long said;

        public RemovalMeetsArming() {
            arm(item, SOON);
            timer.turn();
            item.cancel();
        }

        @Actor
        public void thread() {
            said = timer.turn();
        }

        @Actor
        public void submitter() {
            arm(item, LATE);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = fateAfter(said);
        }
    }

    /** R122: the entry is due and fires while the item is pushed back. */
    @JCStressTest
    @Outcome(id = "in time", expect = Expect.ACCEPTABLE, desc = "pushed back, or fired and armed anew")
    @Outcome(id = "forgotten", expect = Expect.FORBIDDEN,
            desc = "who armed it saw the old entry, the thread removed it and did not fire: it never fires")
    @Outcome(id = "too late", expect = Expect.FORBIDDEN, desc = "an entry for a later time than the item's")
    @State
    public static class FiringMeetsModifying extends TimerStage {
        private long said;

        public FiringMeetsModifying() {
            arm(item, SOON);
            timer.turn();
            moveTo(SOON);
            item.heapEntry(item.heapIndex(), NOW);   // as if the clock had come to its time
        }

        @Actor
        public void thread() {
            said = timer.turn();
        }

        @Actor
        public void submitter() {
            moveTo(LATE);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = fateAfter(said);
        }
    }
}
