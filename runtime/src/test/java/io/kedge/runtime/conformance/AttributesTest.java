package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.linux.CurrentThread;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attributes of unbound workqueues (spec sections 6.5 to 6.8), on the first two CPUs of this machine, each a pod. */
class AttributesTest {
    private static final WorkqueueAttrs STANDARD = WorkqueueAttrs.standard();
    private static final int ITEMS = 200;

    private final int first = Topology.allowed().cpus().nextSetBit(0);
    private final int second = Math.max(first + 1, Topology.allowed().cpus().nextSetBit(first + 1));
    private final BitSet both = cpus(first, second);

    private static BitSet cpus(int... wanted) {
        BitSet cpus = new BitSet();
        IntStream.of(wanted).forEach(cpus::set);
        return cpus;
    }

    private TunedEngine engine() {
        return TunedEngine.on(new Topology(both, List.of(both), List.of(cpus(first), cpus(second))));
    }

    private static List<PoolStats> unboundPools(Cmwq cmwq, int nice) {
        return cmwq.snapshot().pools().stream().filter(pool -> pool.cpu() < 0 && pool.nice() == nice).toList();
    }

    @Test
    @Conforms("R138")
    void aPerCpuWorkqueueTakesNoAttributes() {
        try (TunedEngine tuned = engine(); EngineLog log = new EngineLog()) {
            Workqueue queue = tuned.cmwq().workqueue("test").percpu().create();
            var refusal = assertThrows(IllegalArgumentException.class, () -> queue.applyAttrs(STANDARD.withNice(3)));
            assertEquals("workqueue test is per-CPU and takes no attributes: create it unbound()", refusal.getMessage());
            assertEquals(1, log.complaints("takes no attributes").size());
            assertEquals(STANDARD, queue.attrs());
            assertEquals(List.of(), unboundPools(tuned.cmwq(), 3));
            assertThrows(IllegalArgumentException.class,
                    () -> tuned.cmwq().workqueue("given").percpu().attrs(STANDARD.withNice(3)).create());
        }
    }

    @Test
    @Conforms("R139")
    void workqueuesWithEqualAttributesShareTheirPoolsWhichEndWithTheLastOfThem() throws Exception {
        try (TunedEngine tuned = engine()) {
            Cmwq cmwq = tuned.cmwq();
            WorkqueueAttrs low = STANDARD.withNice(7);
            Workqueue one = cmwq.workqueue("one").unbound().attrs(low).create();
            Workqueue two = cmwq.workqueue("two").unbound().create();
            List<PoolStats> pools = unboundPools(cmwq, 7);
            assertEquals(2, pools.size(), "one for each pod");
            two.applyAttrs(low);
            assertEquals(2, unboundPools(cmwq, 7).size(), "shared");
            for (WorkqueueAttrs other : List.of(low.withAffinityStrict(true), low.withCpumask(cpus(first)))) {
                Workqueue third = cmwq.workqueue("third").unbound().attrs(other).create();
                assertTrue(unboundPools(cmwq, 7).size() > 2, "other attributes, other pools: " + other);
                third.close();
            }
            Work work = Cmwq.work(() -> { });
            two.queueOn(first, work);
            work.flush();
            one.close();
            assertEquals(pools.stream().map(PoolStats::id).toList(), unboundPools(cmwq, 7).stream().map(PoolStats::id).toList());
            two.applyAttrs(STANDARD);
            Await.until(() -> unboundPools(cmwq, 7).isEmpty(), cmwq::snapshot);
            two.queueOn(first, work);
            work.flush();
        }
    }

    @Test
    @Conforms("R145")
    void theNiceValueOfThreadsFollowsTheKernelsButForTheLowest() {
        try (TunedEngine tuned = engine()) {
            for (int[] nice : new int[][] {{-20, -15}, {-19, -14}, {-15, -14}, {-14, -14}, {-1, -1}, {5, 5}, {19, 19}}) {
                Workqueue queue = tuned.cmwq().workqueue("test").unbound()
                        .attrs(STANDARD.withNice(nice[0]).withCpumask(cpus(first))).create();
                assertEquals(1, unboundPools(tuned.cmwq(), nice[1]).size(), "nice " + nice[0]);
                queue.close();
            }
            Workqueue high = tuned.cmwq().workqueue("high").unbound().highPriority().create();
            assertEquals(-20, high.attrs().nice());
            assertThrows(IllegalArgumentException.class, () -> STANDARD.withNice(20));
            assertThrows(IllegalArgumentException.class, () -> STANDARD.withNice(-21));
        }
    }

    @Test
    @Conforms("R140")
    void noItemIsLostOrRunsTwiceWhileAttributesChange() throws Exception {
        try (TunedEngine tuned = engine()) {
            Workqueue queue = tuned.cmwq().workqueue("test").unbound().maxActive(3).create();
            AtomicIntegerArray runs = new AtomicIntegerArray(ITEMS);
            Thread submitter = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < ITEMS; i++) {
                    int item = i;
                    queue.queueOn(i % 2 == 0 ? first : second, Cmwq.work(() -> {
                        runs.incrementAndGet(item);
                        Thread.yield();
                    }));
                }
            });
            List<AffinityScope> scopes = List.of(AffinityScope.SYSTEM, AffinityScope.CPU, AffinityScope.NUMA);
            for (int change = 0; submitter.isAlive() || change < 20; change++) {
                queue.applyAttrs(STANDARD.withAffinityScope(scopes.get(change % 3)).withNice(change % 5));
            }
            submitter.join();
            queue.flush();
            for (int i = 0; i < ITEMS; i++) {
                assertEquals(1, runs.get(i), "item " + i);
            }
        }
    }

    @Test
    @Conforms("R27")
    void anOrderedWorkqueueKeepsItsOrderOverChanges() throws Exception {
        try (TunedEngine tuned = engine()) {
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            Workqueue queue = tuned.cmwq().workqueue("test").ordered().create();
            Gate entered = new Gate();
            Gate leave = new Gate();
            queue.queue(Cmwq.work(() -> {
                entered.open();
                leave.pass();
                order.add(-1);
            }));
            entered.pass();
            for (int i = 0; i < 60; i++) {
                int number = i;
                queue.queueOn(i % 2 == 0 ? first : second, Cmwq.work(() -> {
                    Thread.yield();
                    order.add(number);
                }));
                if (i % 20 == 0) {
                    queue.applyAttrs(STANDARD.withNice(i % 3).withCpumask(cpus(i % 40 == 0 ? first : second)));
                }
            }
            leave.open();
            queue.flush();
            assertEquals(IntStream.range(-1, 60).boxed().toList(), order);
        }
    }

    @Test
    @Conforms("R142")
    void aStrictItemStaysInItsPodAndAnotherMayLeaveIt() throws Exception {
        try (TunedEngine tuned = engine()) {
            List<BitSet> masks = Collections.synchronizedList(new ArrayList<>());
            Work look = Cmwq.work(() -> masks.add(CurrentThread.affinity()));
            for (boolean strict : new boolean[] {true, false}) {
                Workqueue queue = tuned.cmwq().workqueue("test").unbound().attrs(STANDARD.withAffinityStrict(strict)).create();
                queue.queueOn(second, look);
                look.flush();
            }
            BitSet allowed = Topology.allowed().cpus();
            assertEquals(allowed.get(second) ? List.of(cpus(second), both) : List.of(allowed, allowed), masks);
        }
    }

    @Test
    @Conforms("R142")
    void aCarrierThatIsFoundOutsideItsPodIsBroughtBackAndThatIsCounted() throws Exception {
        try (TunedEngine tuned = engine()) {
            Cmwq cmwq = tuned.cmwq();
            Workqueue roams = cmwq.workqueue("roams").unbound().attrs(STANDARD.withNice(3)).create();
            Workqueue stays = cmwq.workqueue("stays").unbound().attrs(STANDARD.withNice(4).withAffinityStrict(true)).create();
            Work stray = Cmwq.work(() -> CurrentThread.bindTo(cpus(first)));
            boolean twoCpus = Topology.allowed().cpus().get(second);
            Await.until(() -> {
                for (Workqueue queue : List.of(roams, stays)) {
                    queue.queueOn(second, stray);
                    flush(stray);
                    Await.until(() -> cmwq.snapshot().pools().stream().allMatch(pool -> pool.idle() == pool.workers()), cmwq::snapshot);
                }
                return repatriated(cmwq, "roams") > 0 || !twoCpus;
            }, cmwq::snapshot);
            assertEquals(0, repatriated(cmwq, "stays"));
        }
    }

    private static void flush(Work work) {
        try {
            work.flush();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static long repatriated(Cmwq cmwq, String workqueue) {
        return cmwq.snapshot().workqueues().stream().filter(queue -> queue.name().equals(workqueue)).findFirst().orElseThrow()
                .repatriated();
    }

    @Test
    @Conforms("R143")
    void cpusThatMayNotBeUsedAreReplacedByAllThatMay() throws Exception {
        try (TunedEngine tuned = engine()) {
            Cmwq cmwq = tuned.cmwq();
            WorkqueueAttrs onSecond = STANDARD.withNice(3).withCpumask(cpus(second)).withAffinityScope(AffinityScope.SYSTEM);
            Workqueue queue = cmwq.workqueue("test").unbound().attrs(onSecond.withAffinityStrict(true)).create();
            List<BitSet> masks = Collections.synchronizedList(new ArrayList<>());
            Work look = Cmwq.work(() -> masks.add(CurrentThread.affinity()));
            queue.queueOn(first, look);
            look.flush();
            cmwq.unboundCpus(cpus(first, 99));
            assertEquals(cpus(first), cmwq.unboundCpus());
            queue.queueOn(second, look);
            look.flush();
            BitSet allowed = Topology.allowed().cpus();
            assertEquals(allowed.get(second) ? List.of(cpus(second), cpus(first)) : List.of(allowed, allowed), masks);
            var refusal = assertThrows(IllegalArgumentException.class, () -> cmwq.unboundCpus(cpus(99)));
            assertEquals("the CPUs {99} for unbound workqueues are none of the engine's, " + both + ": name at least one of these",
                    refusal.getMessage());
            assertThrows(IllegalArgumentException.class, () -> cmwq.unboundCpus(new BitSet()));
            assertEquals(cpus(first), cmwq.unboundCpus(), "nothing is changed");
            assertEquals(cpus(second), queue.attrs().cpumask(), "what was asked for is kept");
        }
    }
}
