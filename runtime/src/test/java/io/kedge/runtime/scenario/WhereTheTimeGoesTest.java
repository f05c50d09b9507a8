package io.kedge.runtime.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.inspect.WorkqueueTimes;
import io.kedge.runtime.sim.SimulatedCpu;
import io.kedge.runtime.sim.SimulatedCpu.Part;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.announced;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.nativeSleep;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Loads whose totals are known: the figures say the same. */
class WhereTheTimeGoesTest {
    private static final int ITEMS = 300;

    private final SimulatedCpu cpu = new SimulatedCpu();

    private static String millis(WorkqueueStats stats) {
        WorkqueueTimes times = stats.times();
        return "queued " + round(stats.delayQueueNanos()) + ", limited " + round(times.limitedNanos())
                + ", ran " + round(times.runNanos()) + ", computed " + round(times.cpuNanos())
                + ", slept " + round(times.asleepNanos()) + ", ready " + round(times.readyNanos());
    }

    private static long round(long nanos) {
        return Math.round(nanos / 1e6);
    }

    private String after(Workqueue queue) throws InterruptedException {
        cpu.timeline();
        return millis(cpu.stats(queue));
    }

    @Test
    void anItemComputesAndSleeps() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().create();
        cpu.queue(queue, "w0", compute(5), sleep(10), compute(5));
        assertEquals("queued 0, limited 0, ran 20, computed 10, slept 10, ready 0", after(queue));
    }

    @Test
    void sleepInNativeCodeIsSleepAnnouncedOrNot() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().create();
        cpu.queue(queue, "w0", compute(5), nativeSleep(30), compute(1), announced(nativeSleep(40)), compute(2));
        assertEquals("queued 0, limited 0, ran 78, computed 8, slept 70, ready 0", after(queue));
    }

    @Test
    void whatWaitsForMaxActiveIsCountedApart() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().maxActive(2).create();
        cpu.queue(queue, "w0", compute(5), sleep(10), compute(5));
        cpu.queue(queue, "w1", compute(5), sleep(10));
        cpu.queue(queue, "w2", compute(5), sleep(10));   // activated at 20 ms, when w0 ends
        assertEquals("queued 25, limited 20, ran 50, computed 20, slept 30, ready 0", after(queue));
    }

    @Test
    void whatCanGoOnAndWaitsForItsCpuIsReady() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().create();
        cpu.queue(queue, "w0", compute(5), sleep(2), compute(5));
        cpu.queue(queue, "w1", compute(8));   // from 5 to 13 ms; w0 could go on at 7
        assertEquals("queued 5, limited 0, ran 26, computed 18, slept 2, ready 6", after(queue));
    }

    @Test
    void everyWorkqueueIsChargedItsOwn() throws InterruptedException {
        Workqueue one = cpu.workqueue("one").percpu().create();
        Workqueue other = cpu.workqueue("other").percpu().create();
        cpu.queue(one, "w0", compute(5));
        cpu.queue(other, "w1", compute(3), sleep(1));
        cpu.timeline();
        assertEquals("queued 0, limited 0, ran 5, computed 5, slept 0, ready 0", millis(cpu.stats(one)));
        assertEquals("queued 5, limited 0, ran 4, computed 3, slept 1, ready 0", millis(cpu.stats(other)));
    }

    @Test
    void percentilesTellTheSlowOnes() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").unbound().create();
        for (int i = 0; i < 100; i++) {
            int number = i;
            cpu.at(100 * i, () -> queue.queue(cpu.item("", number < 90 ? compute(2) : compute(50))));
        }
        cpu.timeline();
        WorkqueueTimes times = cpu.stats(queue).times();
        assertEquals(100, times.running().count());
        assertPercentile(2, times.running().percentileNanos(0.5));
        assertPercentile(2, times.running().percentileNanos(0.9));
        assertPercentile(50, times.running().percentileNanos(0.91));
        assertPercentile(50, times.running().percentileNanos(1));
    }

    private static void assertPercentile(int millis, long nanos) {
        double said = nanos / 1e6;
        assertTrue(said > millis && said <= millis * 1.25 + 0.01, "said " + said + " ms, was " + millis);
    }

    /** Several hundred items of chance on four CPUs, whose script says what they need. */
    @Test
    void aLoadOfChanceIsChargedWithinFivePerCent() throws InterruptedException {
        SimulatedCpu four = new SimulatedCpu(4);
        Random random = new Random(7);
        List<Workqueue> queues = List.of(
                four.workqueue("bound").percpu().create(),
                four.workqueue("few").percpu().maxActive(2).create(),
                four.workqueue("intensive").percpu().cpuIntensive().create(),
                four.workqueue("unbound").unbound().create(),
                four.workqueue("ordered").ordered().create());
        Totals[] totals = new Totals[queues.size()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = new Totals();
        }
        List<List<WorkqueueStats>> looks = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            int which = random.nextInt(queues.size());
            Part[] parts = totals[which].parts(random);
            int onCpu = random.nextInt(4);
            four.at(random.nextInt(3_000), () -> queues.get(which).queueOn(onCpu, four.item("", parts)));
        }
        for (int millis = 0; millis < 6_000; millis += 97) {
            four.at(millis, () -> looks.add(four.snapshot().workqueues()));
        }
        four.timeline();
        looks.add(four.snapshot().workqueues());
        for (int i = 0; i < totals.length; i++) {
            assertTrue(totals[i].items > 20, "the dice are one-sided");
            totals[i].assertCharged(four.stats(queues.get(i)));
        }
        // a carrier that waits for its CPU behind another one looks to the engine as if it slept in native code
        long asleepNanos = queues.stream().mapToLong(queue -> four.stats(queue).times().asleepNanos()).sum();
        long sleepMillis = Stream.of(totals).mapToLong(total -> total.sleepMillis).sum();
        Totals.assertNear("all slept", sleepMillis, asleepNanos - four.contendedNanos());
        for (int i = 1; i < looks.size(); i++) {
            for (int queue = 0; queue < queues.size(); queue++) {
                assertMonotone(looks.get(i - 1).get(queue), looks.get(i).get(queue));
            }
        }
    }

    private static void assertMonotone(WorkqueueStats before, WorkqueueStats after) {
        assertTrue(before.started() >= before.completed() && before.inFlight() == before.started() - before.completed());
        long[] then = figures(before);
        long[] now = figures(after);
        for (int i = 0; i < then.length; i++) {
            assertTrue(now[i] >= then[i], "figure " + i + " of " + after.name() + " went from " + then[i] + " to " + now[i]);
        }
    }

    private static long[] figures(WorkqueueStats stats) {
        WorkqueueTimes times = stats.times();
        return new long[] {
            stats.queued(), stats.started(), stats.completed(), stats.failed(), stats.cancelled(), stats.cpuIntensive(), stats.cmWakeup(),
            stats.delayQueueNanos(), times.limitedNanos(), times.runNanos(), times.cpuNanos(), times.asleepNanos(), times.readyNanos(),
            times.queueing().count(), times.running().count()
        };
    }

    /** What the script of one workqueue's items asks for. */
    private static final class Totals {
        private int items;
        private long computeMillis;
        private long sleepMillis;

        Part[] parts(Random random) {
            items++;
            Part[] parts = new Part[random.nextInt(1, 5)];
            for (int i = 0; i < parts.length; i++) {
                int millis = random.nextInt(1, 8);
                boolean computes = random.nextBoolean();
                computeMillis += computes ? millis : 0;
                sleepMillis += computes ? 0 : millis;
                parts[i] = computes ? compute(millis) : random.nextBoolean() ? sleep(millis) : nativeSleep(millis);
            }
            return parts;
        }

        void assertCharged(WorkqueueStats stats) {
            WorkqueueTimes times = stats.times();
            assertEquals(items, stats.queued());
            assertEquals(items, stats.started());
            assertEquals(items, stats.completed());
            assertEquals(items, times.queueing().count());
            assertEquals(items, times.running().count());
            assertNear(stats.name() + " computed", computeMillis, times.cpuNanos());
            assertTrue(times.asleepNanos() >= 0.95e6 * sleepMillis, stats.name() + " slept too little: " + times);
            assertEquals(times.runNanos(), times.cpuNanos() + times.asleepNanos() + times.readyNanos(), stats.name() + ": three parts make the whole");
        }

        static void assertNear(String what, long millis, long nanos) {
            double said = nanos / 1e6;
            assertTrue(Math.abs(said - millis) <= 0.05 * millis, what + " " + said + " ms, the script says " + millis);
        }
    }
}
