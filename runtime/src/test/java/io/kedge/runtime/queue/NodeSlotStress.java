package io.kedge.runtime.queue;

import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** pair NODE_SLOT: a slot of a node becomes free while a share on another pool begins to wait for it. One must see the other. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class NodeSlotStress {

    /** A workqueue with one slot on two pods. */
    public static class TwoPods extends QueueStage {
        final EngineWorkqueue queue = workqueue(Flag.UNBOUND, 1);
        final WorkItem holder = new WorkItem(work -> { });
        final WorkItem waiter = new WorkItem(work -> { });

        TwoPods() {
            queue.queueOn(0, holder);
        }

        final String fate() {
            return Places.NAMES.get(Places.of(waiter));
        }

        final int held() {
            return queue.shares().nodes().getFirst().active();
        }
    }

    /** The item that holds the slot is taken back. */
    @JCStressTest
    @Outcome(id = "ACTIVE, 1", expect = Expect.ACCEPTABLE, desc = "it found the slot free, or was given it")
    @Outcome(id = "INACTIVE, 0", expect = Expect.FORBIDDEN, desc = "neither saw the other: it waits beside a free slot for ever")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a slot was counted twice, or not at all")
    @State
    public static class HolderLeaves extends TwoPods {
        @Actor
        public void holder() {
            holder.cancel();
        }

        @Actor
        public void waiter() {
            queue.queueOn(1, waiter);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = fate();
            result.r2 = held();
        }
    }

    /** The limit is raised. */
    @JCStressTest
    @Outcome(id = "ACTIVE, 2", expect = Expect.ACCEPTABLE, desc = "it found the new slot, or was given it")
    @Outcome(id = "INACTIVE, 1", expect = Expect.FORBIDDEN, desc = "neither saw the other: it waits beside a free slot for ever")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a slot was counted twice, or not at all")
    @State
    public static class LimitRises extends TwoPods {
        @Actor
        public void setter() {
            queue.maxActive(2);
        }

        @Actor
        public void waiter() {
            queue.queueOn(1, waiter);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = fate();
            result.r2 = held();
        }
    }

    /** The same on the counter alone, which brings the two nearer to each other. */
    @JCStressTest
    @Outcome(id = "ACTIVE, 1", expect = Expect.ACCEPTABLE, desc = "it found the slot free, or was given it")
    @Outcome(id = "INACTIVE, 0", expect = Expect.FORBIDDEN, desc = "neither saw the other: it waits beside a free slot for ever")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a slot was counted twice, or not at all")
    @State
    public static class SlotIsGiven {
        private static final EngineWorkqueue QUEUE = new QueueStage().workqueue(Flag.UNBOUND, 1);

        private final SlotCounter node = new SlotCounter();
        private final QueueShare share = new QueueShare(QUEUE, QUEUE.shares().all().getFirst().pool(), node);
        private final WorkItem waiter = new WorkItem(work -> { });

        public SlotIsGiven() {
            node.limit(1);
            node.takeUnlessAwaited();
        }

        @Actor
        public void holder() {
            node.give();
            if (node.needsServing()) {
                node.serve();
            }
        }

        @Actor
        public void waiter() {
            if (waiter.claimForQueueing()) {
                share.lock();
                share.enqueueLocked(waiter);
                share.unlockAndWake();
            }
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = Places.NAMES.get(Places.of(waiter));
            result.r2 = node.active();
            waiter.cancel();   // the pool serves all states: nothing may stay on it
        }
    }
}
