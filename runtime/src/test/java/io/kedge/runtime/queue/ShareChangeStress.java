package io.kedge.runtime.queue;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
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

/** R140, R27: attributes replace the shares of an unbound workqueue while items come and go. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class ShareChangeStress {
    private static final WorkqueueAttrs ONE_POOL = WorkqueueAttrs.standard().withAffinityScope(AffinityScope.SYSTEM);
    private static final WorkqueueAttrs NICE = WorkqueueAttrs.standard().withNice(1);

    /** A workqueue with an item on it. */
    public static class Changing extends QueueStage {
        final EngineWorkqueue queue;
        final WorkItem first = new WorkItem(work -> { });
        final WorkItem second = new WorkItem(work -> { });

        Changing(Flag flag) {
            queue = workqueue(flag, 0);
            queue.queueOn(0, first);
        }

        static String place(WorkItem item) {
            return Places.NAMES.get(Places.of(item));
        }

        /** {@return how many items wait on the worklists of the shares that the workqueue knows} */
        final int onWorklists() {
            return queue.shares().all().stream().map(QueueShare::pool).distinct().mapToInt(pool -> pool.stats().waiting()).sum();
        }
    }

    /** An item is queued on a share that is being replaced. */
    @JCStressTest
    @Outcome(id = "ACTIVE, 2", expect = Expect.ACCEPTABLE, desc = "on the old share or the new one, which is known")
    @Outcome(expect = Expect.FORBIDDEN, desc = "on a share that nobody knows, or on two")
    @State
    public static class QueueMeetsChange extends Changing {
        public QueueMeetsChange() {
            super(Flag.UNBOUND);
        }

        @Actor
        public void setter() {
            queue.applyAttrs(ONE_POOL);
        }

        @Actor
        public void submitter() {
            queue.queueOn(1, second);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = place(second);
            result.r2 = onWorklists();
        }
    }

    /** The last item leaves a share that is being replaced. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the share is released by who comes second")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a share stays for ever, or is released twice")
    @State
    public static class LastItemMeetsChange extends Changing {
        public LastItemMeetsChange() {
            super(Flag.UNBOUND);
        }

        @Actor
        public void setter() {
            queue.applyAttrs(ONE_POOL);
        }

        @Actor
        public void canceller() {
            first.cancel();
        }

        @Arbiter
        public void look(LL_Result result) {
            releases.run();
            result.r1 = queue.shares().all().size();
            result.r2 = onWorklists();
        }
    }

    /** The shares of an ordered workqueue are replaced: what is queued behind its oldest item stays behind it. */
    @JCStressTest
    @Outcome(id = "INACTIVE, ACTIVE", expect = Expect.ACCEPTABLE, desc = "its turn comes when the oldest has gone")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two at once, or its turn never comes")
    @State
    public static class OrderedQueueMeetsChange extends Changing {
        public OrderedQueueMeetsChange() {
            super(Flag.ORDERED);
        }

        @Actor
        public void setter() {
            queue.applyAttrs(NICE);
        }

        @Actor
        public void submitter() {
            queue.queue(second);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = place(second);
            first.cancel();
            releases.run();
            result.r2 = place(second);
        }
    }
}
