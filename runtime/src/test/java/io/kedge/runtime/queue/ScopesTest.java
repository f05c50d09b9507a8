package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.PoolSpec;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Which CPUs share a pool, on 12 CPUs: two nodes of three cores with two threads; one cache a node, of which a shard is two cores. */
class ScopesTest {
    private static final int CPUS = 12;
    private static final WorkqueueAttrs STANDARD = WorkqueueAttrs.standard();

    private final QueueStage stage = new QueueStage(new Topology(
            range(0, 11), List.of(range(0, 5), range(6, 11)),
            List.of(range(0, 1), range(2, 3), range(4, 5), range(6, 7), range(8, 9), range(10, 11)),
            List.of(range(0, 5), range(6, 11)),
            List.of(range(0, 3), range(4, 5), range(6, 9), range(10, 11)),
            new BitSet()));

    private static BitSet range(int from, int to) {
        BitSet cpus = new BitSet();
        cpus.set(from, to + 1);
        return cpus;
    }

    private static PoolSpec specFor(EngineWorkqueue queue, int cpu) {
        WorkItem item = new WorkItem(work -> { });
        queue.queueOn(cpu, item);
        PoolSpec spec = ((WorkerPool) requireNonNull(item.host(), "it has been queued")).spec();
        item.cancel();
        return spec;
    }

    private static List<String> pods(EngineWorkqueue queue) {
        Set<String> pods = new LinkedHashSet<>();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            pods.add(specFor(queue, cpu).pod().toString());
        }
        return new ArrayList<>(pods);
    }

    @Test
    @Conforms("R141")
    void theScopeSaysWhichCpusShareAPool() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        assertEquals(List.of("{0, 1, 2, 3}", "{4, 5}", "{6, 7, 8, 9}", "{10, 11}"), pods(queue), "cache_shard is the default");
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.CPU));
        assertEquals(CPUS, pods(queue).size());
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.SMT));
        assertEquals(List.of("{0, 1}", "{2, 3}", "{4, 5}", "{6, 7}", "{8, 9}", "{10, 11}"), pods(queue));
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.CACHE));
        assertEquals(List.of("{0, 1, 2, 3, 4, 5}", "{6, 7, 8, 9, 10, 11}"), pods(queue));
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.NUMA));
        assertEquals(List.of("{0, 1, 2, 3, 4, 5}", "{6, 7, 8, 9, 10, 11}"), pods(queue));
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.SYSTEM));
        assertEquals(List.of(range(0, 11).toString()), pods(queue));
    }

    @Test
    @Conforms({"R141", "R143"})
    void aPodOutsideTheMaskIsServedByTheWholeMask() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        BitSet mask = range(3, 6);
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.SMT).withCpumask(mask));
        assertEquals(List.of("{3, 4, 5, 6}", "{3}", "{4, 5}", "{6}"), pods(queue));
        assertEquals(mask, specFor(queue, 4).cpus(), "carriers may leave the pod");
        assertEquals(4, specFor(queue, 4).slots());
        queue.applyAttrs(queue.attrs().withAffinityStrict(true));
        assertEquals(range(4, 5), specFor(queue, 4).cpus(), "if they are not strict");
        assertEquals(2, specFor(queue, 4).slots());
        queue.applyAttrs(queue.attrs().withCpumask(range(20, 30)));
        assertEquals("{0, 1}", pods(queue).getFirst(), "no overlap: every CPU");
    }

    @Test
    void theDefaultScopeCanBeChangedForAllThatFollowIt() {
        EngineWorkqueue follows = stage.workqueue(Flag.UNBOUND, 0);
        EngineWorkqueue has = stage.workqueue(Flag.UNBOUND, 0);
        has.applyAttrs(STANDARD.withAffinityScope(AffinityScope.SMT));
        stage.unbound.changeDefaultScope(AffinityScope.NUMA);
        assertEquals(2, pods(follows).size());
        assertEquals(6, pods(has).size());
        assertThrows(IllegalArgumentException.class, () -> stage.unbound.changeDefaultScope(AffinityScope.DEFAULT));
        assertEquals(AffinityScope.NUMA, stage.unbound.defaultScope());
    }

    @Test
    void anItemOfACallerOutsideTheGlobalSetGoesToOneCpuOfItAfterTheOther() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.CPU));
        stage.unbound.change(range(2, 4));
        stage.callersCpu = 7;
        List<String> pods = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            WorkItem item = new WorkItem(work -> { });
            queue.queue(item);
            pods.add(((WorkerPool) requireNonNull(item.host(), "it has been queued")).spec().pod().toString());
        }
        assertEquals(List.of("{2}", "{3}", "{4}", "{2}"), pods);
        stage.callersCpu = 3;
        WorkItem near = new WorkItem(work -> { });
        queue.queue(near);
        assertEquals(range(3, 3), ((WorkerPool) requireNonNull(near.host(), "it has been queued")).spec().pod());
    }

    @Test
    @Conforms("R144")
    void aPodWithoutACpuThatIsOnlineIsServedByAllUntilOneIsBack() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 12);
        EngineWorkqueue ordered = stage.workqueue(Flag.ORDERED, 0);
        queue.minActive(0);
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.SMT));
        Object before = ordered.shares().map();
        stage.unbound.online(range(1, 9));
        assertEquals(List.of("{0, 1}", "{2, 3}", "{4, 5}", "{6, 7}", "{8, 9}", range(0, 11).toString()), pods(queue));
        assertEquals(List.of(7, 6, 12), limits(queue), "five CPUs and four, of 12 items");
        assertEquals(before, ordered.shares().map());
        stage.onPool = () -> {
            throw new OutOfMemoryError("staged");
        };
        stage.unbound.online(range(0, 11));
        assertEquals(range(0, 11).toString(), pods(queue).getLast(), "no pool could be made, and nothing was changed");
        stage.onPool = () -> { };
        stage.unbound.online(range(0, 11));
        assertEquals("{10, 11}", pods(queue).getLast());
        assertEquals(List.of(6, 6, 12), limits(queue));
    }

    @Test
    @Conforms("R71")
    void theNodesPartsFollowTheMask() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 8);
        queue.minActive(0);
        assertEquals(List.of(4, 4, 8), limits(queue));
        queue.applyAttrs(STANDARD.withCpumask(range(3, 6)));
        assertEquals(List.of(6, 2, 8), limits(queue), "three CPUs and one");
        queue.applyAttrs(STANDARD.withCpumask(range(0, 2)));
        assertEquals(List.of(8, 1, 8), limits(queue), "what a node without CPUs had before must come to its end");
    }

    private static List<Integer> limits(EngineWorkqueue queue) {
        return queue.shares().nodes().stream().map(SlotCounter::limit).toList();
    }
}
