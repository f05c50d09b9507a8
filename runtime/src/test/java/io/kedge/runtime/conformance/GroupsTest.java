package io.kedge.runtime.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.inspect.GroupStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Groups of workqueues: what they refuse, and what they keep from others, with the real threads. */
@ExtendWith(EngineExtension.class)
class GroupsTest {
    private static final AtomicLong SINK = new AtomicLong();   // so that what is computed is

    private static void refuses(Class<? extends RuntimeException> type, String message, Runnable call) {
        RuntimeException refusal = assertThrows(type, call::run);
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void aLimitOutsideIsRefused(Cmwq cmwq) {
        String cure = "max_active of group g must be 1 to 2048, was %d; leave it out for no limit";
        refuses(IllegalArgumentException.class, cure.formatted(0), () -> cmwq.group("g").maxActive(0));
        refuses(IllegalArgumentException.class, cure.formatted(2049), () -> cmwq.group("g").maxActive(2049));
        WorkqueueGroup group = cmwq.group("g").maxActive(2048).create();
        refuses(IllegalArgumentException.class, cure.formatted(-1), () -> group.maxActive(-1));
        assertEquals(2048, group.maxActive());
        WorkqueueGroup without = cmwq.group("without").create();
        assertEquals(Integer.MAX_VALUE, without.maxActive());
        without.cpuShare(50);
        assertEquals(cmwq.cpus().cardinality(), without.maxActive(), "what is active is not throttled");
    }

    @Test
    void aShareOutsideIsRefused(Cmwq cmwq) {
        String cure = "the CPU share of group g must be 1 to 100 percent of all CPUs, was %d; 100 is no limit";
        refuses(IllegalArgumentException.class, cure.formatted(0), () -> cmwq.group("g").cpuShare(0));
        refuses(IllegalArgumentException.class, cure.formatted(101), () -> cmwq.group("g").cpuShare(101));
        WorkqueueGroup group = cmwq.group("g").cpuShare(1).create();
        refuses(IllegalArgumentException.class, cure.formatted(-1), () -> group.cpuShare(-1));
        assertEquals(1, group.cpuShare());
        assertEquals(100, cmwq.group("without").create().cpuShare());
        group.close();
        refuses(IllegalStateException.class, "group g is closed: make another one", () -> group.cpuShare(3));
    }

    @Test
    void aNameIsTakenOnceAndCutLikeAWorkqueues(Cmwq cmwq) {
        refuses(IllegalArgumentException.class, "a group's name is blank: give it 1 to 31 characters", () -> cmwq.group(" ").create());
        cmwq.group("telemetry").create().close();
        WorkqueueGroup second = cmwq.group("telemetry").create();   // the first one has given the name back
        refuses(IllegalStateException.class, "there is a group telemetry already: give this one another name, or close that one",
                () -> cmwq.group("telemetry").create());
        second.close();
        try (EngineLog log = new EngineLog()) {
            assertEquals("g".repeat(31), cmwq.group("g".repeat(32)).create().name());
            assertEquals(1, log.complaints("group name " + "g".repeat(32) + " is longer than 31 characters").size());
        }
    }

    @Test
    void whoMustGoOnAndWhoHasNoLimitCannotJoin(Cmwq cmwq) {
        WorkqueueGroup group = cmwq.group("g").create();
        refuses(IllegalStateException.class, "workqueue w cannot be both MEM_RECLAIM and in group g: what frees memory must not wait for"
                + " other workqueues; leave out memReclaim() or group()", () -> cmwq.workqueue("w").percpu().memReclaim().group(group).create());
        refuses(IllegalStateException.class, "workqueue w cannot be both BH and in group g: BH items have no limit; leave out bh() or"
                + " group()", () -> cmwq.workqueue("w").percpu().bh().group(group).create());
        group.close();
        refuses(IllegalStateException.class, "group g is closed: make another one", () -> cmwq.workqueue("w").percpu().group(group).create());
        refuses(IllegalStateException.class, "group g is closed: make another one", () -> group.maxActive(3));
    }

    @Test
    void aGroupIsOfOneEngine(Cmwq cmwq) {
        try (Cmwq other = Cmwq.start()) {
            WorkqueueGroup group = other.group("g").create();
            refuses(IllegalArgumentException.class, "workqueue w cannot be in group g, which is another engine's: make one with this"
                    + " engine's group()", () -> cmwq.workqueue("w").percpu().group(group).create());
        }
    }

    @Test
    void aClosedEngineHasNoGroups() {
        Cmwq other = Cmwq.start();
        other.close();
        refuses(IllegalStateException.class, "the engine is closed: group late cannot be created", () -> other.group("late").create());
    }

    @Test
    void aGroupIsClosedAfterItsWorkqueues(Cmwq cmwq) {
        WorkqueueGroup group = cmwq.group("g").create();
        Workqueue one = cmwq.workqueue("one").percpu().group(group).create();
        Workqueue two = cmwq.workqueue("two").unbound().group(group).create();
        refuses(IllegalStateException.class, "group g has workqueues still: close [one, two] before", group::close);
        one.close();
        refuses(IllegalStateException.class, "group g has workqueues still: close [two] before", group::close);
        two.close();
        group.close();
        group.close();
    }

    @Test
    void aSmallWorkqueueIsServedInItsTurnBesideAFloodedOne(Cmwq cmwq) throws InterruptedException {
        WorkqueueGroup group = cmwq.group("one").maxActive(1).create();
        Workqueue flood = cmwq.workqueue("flood").unbound().group(group).create();
        Workqueue small = cmwq.workqueue("small").unbound().group(group).create();
        List<String> order = new CopyOnWriteArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Gate begin = new Gate();
        flood.queueOn(EngineExtension.FIRST_CPU, Cmwq.work(begin::pass));
        for (int i = 0; i < 1_000; i++) {
            flood.queueOn(EngineExtension.FIRST_CPU, Cmwq.work(() -> note("f", order, inside, most)));
        }
        for (int i = 0; i < 10; i++) {
            small.queueOn(EngineExtension.FIRST_CPU, Cmwq.work(() -> note("s", order, inside, most)));
        }
        begin.open();
        small.flush();
        flood.flush();
        assertEquals(1, most.get(), "items of the group that were inside at once");
        assertTrue(order.lastIndexOf("s") <= 20, () -> "the last small one was started as number " + order.lastIndexOf("s"));
    }

    private static void note(String name, List<String> order, AtomicInteger inside, AtomicInteger most) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        order.add(name);
        inside.decrementAndGet();
    }

    /** The flood fills its group; while none of it can end, all of the neighbour's items run. */
    @Test
    void aNeighbourRunsWhileAFloodedGroupWaits(Cmwq cmwq) throws InterruptedException {
        WorkqueueGroup group = cmwq.group("flooded").maxActive(2).create();
        Workqueue sleepers = cmwq.workqueue("sleepers").unbound().group(group).create();
        Workqueue shorts = cmwq.workqueue("shorts").percpu().group(group).create();
        Workqueue neighbour = cmwq.workqueue("neighbour").percpu().create();
        Gate end = new Gate();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < 5_000; i++) {
            Runnable waits = () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                end.pass();
                inside.decrementAndGet();
                ended.incrementAndGet();
            };
            sleepers.queue(Cmwq.work(waits));
            shorts.queue(Cmwq.work(waits));
        }
        AtomicInteger probes = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            neighbour.queue(Cmwq.work(probes::incrementAndGet));
        }
        neighbour.flush();
        assertEquals(100, probes.get());
        assertEquals(0, ended.get(), "of the flood, when the neighbour had run");
        end.open();
        sleepers.flush();
        shorts.flush();
        assertEquals(10_000, ended.get());
        assertEquals(2, most.get(), "items of the group that were inside at once");
    }

    @Test
    void aSnapshotAndADumpTellOfGroups(Cmwq cmwq) throws InterruptedException {
        WorkqueueGroup group = cmwq.group("g").maxActive(1).cpuShare(50).create();
        Workqueue first = cmwq.workqueue("first").percpu().group(group).create();
        Workqueue second = cmwq.workqueue("second").unbound().group(group).create();
        Gate entered = new Gate();
        Gate leave = new Gate();
        first.queue(Cmwq.work(() -> {
            entered.open();
            leave.pass();
        }));
        entered.pass();
        second.queue(Cmwq.work(() -> { }));
        second.queue(Cmwq.work(() -> { }));
        GroupStats stats = cmwq.snapshot().groups().getFirst();
        assertEquals(new GroupStats("g", List.of("first", "second"), 1, 2, 1, 50, stats.cpuNanos(), false, 0, 0), stats);
        assertEquals(List.of("g", "g"), cmwq.snapshot().workqueues().stream().map(WorkqueueStats::group).filter(name -> !name.isEmpty()).toList());
        assertTrue(cmwq.dump().text().endsWith("group g: active=1/1 waiting=2 cpu=50%\n"), cmwq.dump().text());
        leave.open();
        second.flush();
        first.close();
        assertEquals(List.of("second"), cmwq.snapshot().groups().getFirst().workqueues());
        assertEquals(List.of(), cmwq.dump().groups(), "it has no items");
        assertTrue(cmwq.snapshot().groups().getFirst().cpuNanos() > 0, "the items have used the CPU");
    }

    /** Short items that compute, and sleepers, flood a group of one percent; it waits for time, and the neighbour does not. */
    @Test
    void aNeighbourRunsWhileAFloodWaitsForItsShareOfTheCpus(Cmwq cmwq) throws InterruptedException {
        WorkqueueGroup group = cmwq.group("flooded").maxActive(8).cpuShare(1).create();
        Workqueue shorts = cmwq.workqueue("shorts").percpu().group(group).create();
        Workqueue sleepers = cmwq.workqueue("sleepers").unbound().group(group).create();
        Workqueue neighbour = cmwq.workqueue("neighbour").percpu().create();
        AtomicInteger ended = new AtomicInteger();
        Gate end = new Gate();
        for (int i = 0; i < 4; i++) {
            sleepers.queue(Cmwq.work(end::pass));
        }
        for (int i = 0; i < 10_000; i++) {
            shorts.queue(Cmwq.work(() -> {
                compute();
                ended.incrementAndGet();
            }));
        }
        AtomicInteger probes = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            neighbour.queue(Cmwq.work(probes::incrementAndGet));
            neighbour.flush();
        }
        assertEquals(100, probes.get());
        int endedBefore = ended.get();
        assertTrue(endedBefore < 10_000, "the flood waits still when the neighbour has run: " + endedBefore + " have ended");
        GroupStats stats = cmwq.snapshot().groups().getFirst();
        assertTrue(stats.throttled() > 0 && stats.cpuNanos() > 0 && stats.waiting() > 0, stats::toString);
        group.cpuShare(100);   // the rest at once
        end.open();
        shorts.flush();
        sleepers.flush();
        assertEquals(10_000, ended.get());
    }

    /** Some 20 us on any machine: what counts is that all of them together are more than a percent of all CPUs in that time. */
    private static void compute() {
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += Long.rotateLeft(sum ^ i, i);
        }
        SINK.lazySet(sum);
    }
}
