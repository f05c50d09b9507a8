package io.kedge.runtime.timer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** R122, pair TIMER_KEY: an item is moved to an earlier time while its entry is made. One must see the other. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class TimerKeyStress {

    /** Its entry is moved to a later time, which it had a moment ago; the one there was would have served. */
    @JCStressTest
    @Outcome(id = "in time", expect = Expect.ACCEPTABLE,
            desc = "the entry stayed, was moved back, or was asked for anew")
    @Outcome(id = "too late", expect = Expect.FORBIDDEN,
            desc = "who moved it saw the early entry, the thread did not see the new time: it fires too late")
    @Outcome(id = "forgotten", expect = Expect.FORBIDDEN, desc = "armed without an entry: it never fires")
    @State
    public static class EntryMovedToLaterTime extends TimerStage {
        private long said;

        public EntryMovedToLaterTime() {
            arm(item, SOON);
            timer.turn();
            item.cancel();     // leaves a request, by which the thread will look at the entry
            arm(item, LATE);   // the early entry serves
        }

        @Actor
        public void thread() {
            said = timer.turn();
        }

        @Actor
        public void submitter() {
            moveTo(SOON);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = fateAfter(said);
        }
    }

    /** It has no entry yet: a request is under way. */
    @JCStressTest
    @Outcome(id = "in time", expect = Expect.ACCEPTABLE,
            desc = "the entry was made for the new time, or asked for anew")
    @Outcome(id = "too late", expect = Expect.FORBIDDEN,
            desc = "who moved it found the request still there, the thread had looked already: it fires too late")
    @Outcome(id = "forgotten", expect = Expect.FORBIDDEN, desc = "armed without an entry: it never fires")
    @State
    public static class EntryMadeForLaterTime extends TimerStage {
        private long said;

        public EntryMadeForLaterTime() {
            arm(item, LATE);
        }

        @Actor
        public void thread() {
            said = timer.turn();
        }

        @Actor
        public void submitter() {
            moveTo(SOON);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = fateAfter(said);
        }
    }
}
