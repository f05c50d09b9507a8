package io.kedge.runtime.work;

import io.kedge.runtime.pool.PoolLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** The word of an item: it has one owner at a time, and a timer that came by while it was owned is not forgotten. */
public class WorkWordStress {

    /** R3: two queue the same idle item, one is told. */
    @JCStressTest
    @Outcome(id = "CLAIMED, PENDING", expect = Expect.ACCEPTABLE, desc = "the one came first")
    @Outcome(id = "PENDING, CLAIMED", expect = Expect.ACCEPTABLE, desc = "the other came first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "queued twice, or not at all")
    @State
    public static class QueueTwice {
        private final WorkWord word = new WorkWord();

        @Actor
        public void one(LL_Result result) {
            result.r1 = word.claim();
        }

        @Actor
        public void other(LL_Result result) {
            result.r2 = word.claim();
        }
    }

    /** R105, R106: one queues an idle item, one cancels it. */
    @JCStressTest
    @Outcome(id = "CLAIMED, IN_TRANSIT", expect = Expect.ACCEPTABLE, desc = "queueing came first")
    @Outcome(id = "PENDING, WAS_IDLE", expect = Expect.ACCEPTABLE, desc = "cancelling came first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two owners, or none")
    @State
    public static class QueueAndCancel {
        private final WorkWord word = new WorkWord();

        @Actor
        public void queue(LL_Result result) {
            result.r1 = word.claim();
        }

        @Actor
        public void cancel(LL_Result result) {
            result.r2 = word.grab();
        }
    }

    /** R125: the timer fires an armed item while it is cancelled. */
    @JCStressTest
    @Outcome(id = "true, IN_TRANSIT", expect = Expect.ACCEPTABLE, desc = "the timer came first")
    @Outcome(id = "false, WAS_ARMED", expect = Expect.ACCEPTABLE, desc = "cancelling came first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two owners, or none")
    @State
    public static class FireAndCancel {
        private final WorkWord word = armed();

        @Actor
        public void timer(ZL_Result result) {
            result.r1 = word.fire();
        }

        @Actor
        public void cancel(ZL_Result result) {
            result.r2 = word.grab();
        }
    }

    /** R123: the timer comes by while an armed item is modified: the one who arms it again must know. */
    @JCStressTest
    @Outcome(id = "true, false, 1", expect = Expect.ACCEPTABLE, desc = "the timer came first and owns it")
    @Outcome(id = "true, false, 2", expect = Expect.ACCEPTABLE,
            desc = "modified, armed again, then the timer came and owns it")
    @Outcome(id = "false, true, 2", expect = Expect.ACCEPTABLE,
            desc = "the timer came in between; who modified it tells the timer")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the timer found it owned, and the owner does not know: it never fires")
    @State
    public static class MissedWhileModified {
        private final WorkWord word = armed();
        private int modified = 1;

        @Actor
        public void timer(ZZI_Result result) {
            result.r1 = word.fire();
        }

        @Actor
        public void modify(ZZI_Result result) {
            if (word.grab() == WorkWord.Grab.WAS_ARMED) {
                modified = 2;
                result.r2 = word.leaveTo(WorkWord.TIMER);
            }
        }

        @Arbiter
        public void look(ZZI_Result result) {
            result.r3 = modified;
        }
    }

    /** R113: the timer comes by while an armed item is disabled: its mark and the depth share the word. */
    @JCStressTest
    @Outcome(id = "IN_TRANSIT, OWNED 0, 0", expect = Expect.ACCEPTABLE, desc = "the timer came first and owns it")
    @Outcome(id = "WAS_ARMED, IDLE 1, 0", expect = Expect.ACCEPTABLE, desc = "the timer came after or not at all")
    @Outcome(id = "WAS_ARMED, IDLE 1, 1", expect = Expect.ACCEPTABLE, desc = "the timer came in between")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the depth or the place was lost, or the mark stayed behind")
    @State
    public static class MissedWhileDisabled {
        private final WorkWord word = armed();

        @Actor
        public void timer() {
            word.fire();
        }

        @Actor
        public void disable(LLI_Result result) {
            WorkWord.Grab grab = word.grab();
            result.r1 = grab;
            if (grab == WorkWord.Grab.WAS_ARMED) {
                word.deepen();
                result.r3 = word.leaveTo(WorkWord.IDLE) ? 1 : 0;
            }
        }

        @Arbiter
        public void look(LLI_Result result) {
            String place = word.place() == WorkWord.IDLE ? "IDLE" : word.place() == WorkWord.OWNED ? "OWNED" : "lost";
            result.r2 = place + " " + word.depth();
        }
    }

    /** R8: who is told that the item is pending already may rely on that run to see what it wrote before. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "queued again: the next run sees it, this one does too")
    @Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "queued again: the next run sees it")
    @Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "was pending: the run that starts sees it")
    @Outcome(id = "false, 0", expect = Expect.FORBIDDEN, desc = "told that it is pending, and the run does not see it")
    @State
    public static class PendingRunSeesIt {
        private final WorkWord word = assigned();
        private final PoolLock lock = new PoolLock();
        private int written;

        @Actor
        public void queue(ZI_Result result) {
            written = 1;
            result.r1 = word.claim() == WorkWord.Claim.CLAIMED;
        }

        @Actor
        public void worker(ZI_Result result) {
            lock.lock();
            word.moveLocked(WorkWord.ASSIGNED, WorkWord.IDLE);
            lock.unlock();   // before the function is entered: the full barrier
            result.r2 = written;
        }
    }

    private static WorkWord armed() {
        return left(WorkWord.TIMER);
    }

    private static WorkWord assigned() {
        WorkWord word = left(WorkWord.ACTIVE);
        word.moveLocked(WorkWord.ACTIVE, WorkWord.ASSIGNED);
        return word;
    }

    private static WorkWord left(int place) {
        WorkWord word = new WorkWord();
        word.claim();
        word.leaveTo(place);
        return word;
    }
}
