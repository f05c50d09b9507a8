package io.kedge.runtime.queue;

import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Where items of a load-aware workqueue go on 8 CPUs, each a pod: two nodes of two caches of two CPUs; nobody runs anything. */
class LoadPodsTest {
    private static final WorkqueueAttrs EACH_CPU = WorkqueueAttrs.standard().withAffinityScope(AffinityScope.CPU).withAffinityStrict(true);
    private static final List<BitSet> CACHES = List.of(cpus(0, 1), cpus(2, 3), cpus(4, 5), cpus(6, 7));

    private final QueueStage stage = new QueueStage(new Topology(cpus(0, 7), List.of(cpus(0, 3), cpus(4, 7)), CACHES));
    private final EngineWorkqueue queue = stage.workqueue(Flag.LOAD_AWARE, 0);

    LoadPodsTest() {
        queue.applyAttrs(EACH_CPU);
    }

    private static BitSet cpus(int from, int to) {
        BitSet cpus = new BitSet();
        cpus.set(from, to + 1);
        return cpus;
    }

    private int queued(WorkItem item) {
        queue.queue(item);
        return podOf(item).nextSetBit(0);
    }

    private static BitSet podOf(WorkItem item) {
        return ((WorkerPool) requireNonNull(item.host(), "it has been queued")).spec().pod();
    }

    private int queued() {
        return queued(new WorkItem(work -> { }));
    }

    private void fill(int... full) {
        for (int cpu : full) {
            queue.queueOn(cpu, new WorkItem(work -> { }));
        }
    }

    @Test
    void anItemStaysWithItsCallerAsLongAsThatIsNotWorse() {
        stage.callersCpu = 5;
        assertEquals(5, queued());
        fill(0, 1, 2, 3, 4, 6, 7);
        assertEquals(5, queued(), "one waits on each CPU");
    }

    @Test
    void elseItGoesToTheNearestOfThoseWithLessToDo() {
        stage.callersCpu = 2;
        fill(2);
        assertEquals(3, queued(), "the same cache");
        assertEquals(0, queued(), "the same node");
        assertEquals(1, queued());
        assertEquals(4, queued());
    }

    @Test
    @Conforms("R13")
    void whoNamesACpuOrANodeGetsIt() {
        fill(6, 6, 6);
        WorkItem named = new WorkItem(work -> { });
        queue.queueOn(6, named);
        assertEquals(cpus(6, 6), podOf(named));
        WorkItem near = new WorkItem(work -> { });
        fill(4);
        queue.queueOnNode(1, near);
        assertEquals(cpus(4, 4), podOf(near));
    }

    @Test
    void anItemGoesWhereItWasLast() {
        WorkItem item = new WorkItem(work -> { });
        queue.queueOn(3, item);
        item.cancel();
        assertEquals(3, queued(item), "its caller is on CPU 0");
        item.cancel();
        stage.callersCpu = 4;
        assertEquals(4, queued(item), "but not to another node");
    }

    @Test
    void aWorkqueueWithOnePodHasNothingToChoose() {
        assertNotNull(queue.shares().map().pods());
        queue.applyAttrs(EACH_CPU.withAffinityScope(AffinityScope.SYSTEM));
        assertNull(queue.shares().map().pods());
        assertEquals(0, queued());
        assertNull(stage.workqueue(Flag.UNBOUND, 0).shares().map().pods(), "it follows the kernel's rule");
    }

    @Test
    void whoHasBeenReplacedKeepsItsItem() {
        LoadPods before = requireNonNull(queue.shares().map().pods());
        queue.applyAttrs(EACH_CPU.withNice(3));
        QueueShare now = queue.shares().forCpu(2);
        assertEquals(now, before.choose(now, new WorkItem(work -> { })));
    }
}
