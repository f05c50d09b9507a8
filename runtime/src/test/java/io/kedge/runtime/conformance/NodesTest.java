package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Unbound workqueues on several pods and nodes (spec sections 6.3 and 6.5). The engine is told that the first two CPUs of
 * this machine are two pods, or two nodes. Where there is only one, the carriers of the second cannot be bound, and run on it.
 */
class NodesTest {
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Gate leave = new Gate();
    private final int first = Topology.allowed().cpus().nextSetBit(0);
    private final int second = Math.max(first + 1, Topology.allowed().cpus().nextSetBit(first + 1));

    private BitSet cpus(int... wanted) {
        BitSet cpus = new BitSet();
        IntStream.of(wanted).forEach(cpus::set);
        return cpus;
    }

    private TunedEngine twoNodes() {
        List<BitSet> each = List.of(cpus(first), cpus(second));
        return TunedEngine.on(new Topology(cpus(first, second), each, each));
    }

    private TunedEngine twoPodsOnOneNode() {
        BitSet both = cpus(first, second);
        return TunedEngine.on(new Topology(both, List.of(both), List.of(cpus(first), cpus(second))));
    }

    private Work waiting(Gate entered) {
        return Cmwq.work(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            entered.open();
            leave.pass();
            inside.decrementAndGet();
        });
    }

    private Work noting(String name) {
        return Cmwq.work(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            order.add(name);
            inside.decrementAndGet();
        });
    }

    @Test
    @Conforms("R13")
    void theCpuSelectsThePodOfAnUnboundItem() throws Exception {
        try (TunedEngine tuned = twoPodsOnOneNode()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().create();
            Set<String> workers = new ConcurrentSkipListSet<>();
            for (int cpu : new int[] {first, second}) {
                workers.clear();
                for (int i = 0; i < 20; i++) {
                    queue.queueOn(cpu, Cmwq.work(() -> workers.add(Thread.currentThread().getName())));
                }
                queue.flush();
                String pool = "kworker/u" + podPool(tuned.cmwq(), cpu) + ":";
                assertTrue(workers.stream().allMatch(name -> name.startsWith(pool)), () -> pool + " but " + workers);
            }
        }
    }

    /** The pools of the pods are made in the order of the pods. */
    private int podPool(Cmwq cmwq, int cpu) {
        List<Integer> unbound = cmwq.snapshot().pools().stream().filter(pool -> pool.cpu() < 0).map(pool -> pool.id()).toList();
        assertEquals(2, unbound.size(), "two pods, which all unbound workqueues share");
        return unbound.get(cpu == first ? 0 : 1);
    }

    @Test
    @Conforms("R14")
    void anItemForANodeRunsOnACpuOfThatNodeAndOneForNoNodeAnywhere() throws Exception {
        try (TunedEngine tuned = twoNodes(); EngineLog log = new EngineLog()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().create();
            for (int node = -1; node <= 2; node++) {
                Set<String> workers = new ConcurrentSkipListSet<>();
                for (int i = 0; i < 20; i++) {
                    assertTrue(queue.queueOnNode(node, Cmwq.work(() -> workers.add(Thread.currentThread().getName()))));
                }
                queue.flush();
                if (node == 0 || node == 1) {
                    String pool = "kworker/u" + podPool(tuned.cmwq(), node == 0 ? first : second) + ":";
                    assertTrue(workers.stream().allMatch(name -> name.startsWith(pool)), () -> pool + " but " + workers);
                }
                assertFalse(workers.isEmpty(), "node " + node);
            }
            assertEquals(List.of(), log.complaints("queueOnNode"));
            Workqueue bound = tuned.cmwq().workqueue("bound").percpu().create();
            bound.queueOnNode(0, noting("a"));
            bound.queueOnNode(1, noting("b"));
            bound.flush();
            assertEquals(2, order.size(), "it is queued all the same");
            assertEquals(1, log.complaints("queueOnNode() is for unbound ones").size());
        }
    }

    @Test
    @Conforms("R71")
    void theLimitOfANodeIsItsPartOfTheWholeRoundedUp() throws Exception {
        try (TunedEngine tuned = twoNodes()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(5).create();
            queue.minActive(0);
            Gate three = new Gate(3);
            Gate six = new Gate(6);
            for (int i = 0; i < 10; i++) {
                queue.queueOn(first, waiting(three));
            }
            three.pass();
            assertTrue(queue.congested(first));
            assertFalse(queue.congested(second), "that node has slots of its own");
            for (int i = 0; i < 10; i++) {
                queue.queueOn(second, waiting(six));
            }
            leave.open();
            queue.flush();
            assertTrue(most.get() <= 6, () -> "3 and 3, were " + most);
        }
    }

    @Test
    @Conforms("R73")
    void asManyItemsAsTheMinimumWaitForEachOtherOnOneNode() throws Exception {
        try (TunedEngine tuned = twoNodes()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(8).create();
            assertEquals(8, queue.minActive());
            Gate all = new Gate(8);
            for (int i = 0; i < 8; i++) {
                queue.queueOn(first, Cmwq.work(() -> {
                    all.open();
                    all.pass();
                }));
            }
            queue.flush();
            assertTrue(all.isOpen());
            queue.minActive(0);
            Gate half = new Gate(4);
            for (int i = 0; i < 8; i++) {
                queue.queueOn(first, waiting(half));
            }
            half.pass();
            assertTrue(queue.congested(first));
            leave.open();
            queue.flush();
            assertEquals(4, most.get(), "without the minimum it is the node's part");
        }
    }

    @Test
    @Conforms("R74")
    void twoPodsOfOneNodeHaveTheLimitTogether() throws Exception {
        try (TunedEngine tuned = twoPodsOnOneNode()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(3).create();
            Gate three = new Gate(3);
            for (int i = 0; i < 10; i++) {
                queue.queueOn(i % 2 == 0 ? first : second, waiting(three));
            }
            three.pass();
            assertTrue(queue.congested(first));
            assertTrue(queue.congested(second));
            leave.open();
            queue.flush();
            assertEquals(3, most.get());
        }
    }

    @Test
    @Conforms("R75")
    void podsThatWaitForANodeTakeTurnsOneItemEach() throws Exception {
        try (TunedEngine tuned = twoPodsOnOneNode()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(1).create();
            Gate entered = new Gate();
            queue.queueOn(first, waiting(entered));
            entered.pass();
            for (int i = 0; i < 4; i++) {
                queue.queueOn(first, noting("a" + i));
            }
            for (int i = 0; i < 2; i++) {
                queue.queueOn(second, noting("b" + i));
            }
            leave.open();
            queue.flush();
            assertEquals(List.of("a0", "b0", "a1", "b1", "a2", "a3"), order);
        }
    }

    @Test
    @Conforms({"R70", "R75"})
    void aRaisedLimitIsSharedOutInTurn() throws Exception {
        try (TunedEngine tuned = twoPodsOnOneNode()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(1).create();
            Gate entered = new Gate();
            queue.queueOn(first, waiting(entered));
            entered.pass();
            Gate one = new Gate();
            Gate two = new Gate();
            for (int i = 0; i < 3; i++) {
                queue.queueOn(first, waiting(one));
            }
            queue.queueOn(second, waiting(two));
            queue.maxActive(3);
            one.pass();
            two.pass();
            assertTrue(queue.congested(first));
            assertFalse(queue.congested(second), "the second slot was for the second pod");
            leave.open();
            queue.flush();
            assertEquals(3, most.get());
        }
    }

    @Test
    @Conforms("R68")
    void aCancelledItemGivesItsSlotToAnotherPod() throws Exception {
        try (TunedEngine tuned = twoPodsOnOneNode()) {
            WorkqueueAttrs strict = WorkqueueAttrs.standard().withAffinityStrict(true);
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().attrs(strict).maxActive(2).create();
            Workqueue plug = tuned.cmwq().workqueue("plug").unbound().attrs(strict).create();
            Gate entered = new Gate();
            Gate pulled = new Gate();
            plug.queueOn(first, Cmwq.work(() -> {
                entered.open();
                while (!pulled.isOpen()) {
                    Thread.onSpinWait();
                }
            }));
            entered.pass();
            Work stuck = noting("stuck behind the plug, but active");
            queue.queueOn(first, stuck);
            queue.queueOn(second, waiting(new Gate()));
            queue.queueOn(second, noting("b"));
            assertTrue(queue.congested(second));
            stuck.cancel();
            assertFalse(queue.congested(second), "the slot went to the other pod at once");
            pulled.open();
            leave.open();
            queue.flush();
            plug.flush();
            assertEquals(List.of("b"), order);
        }
    }

    @Test
    @Conforms("R24")
    void anOrderedWorkqueueHasOneOrderWhicheverNodeQueues() throws Exception {
        try (TunedEngine tuned = twoNodes()) {
            Workqueue queue = tuned.cmwq().workqueue("test").ordered().create();
            for (int i = 0; i < 200; i++) {
                queue.queueOn(i % 3 == 0 ? first : second, noting("w" + i));
            }
            queue.flush();
            assertEquals(IntStream.range(0, 200).mapToObj(i -> "w" + i).toList(), order);
            assertEquals(1, most.get());
        }
    }
}
