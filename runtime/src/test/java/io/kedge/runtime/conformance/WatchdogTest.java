package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.sim.SimulatedCpu;
import io.kedge.runtime.watch.WatchdogPace;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One CPU whose items may compute for as long as they want; the threshold is 30 s. */
class WatchdogTest {
    private static final String LOCKUP = "workqueue lockup: ";
    private static final int SECOND = 1_000;

    private final SimulatedCpu cpu = SimulatedCpu.watched(WatchdogPace.STANDARD);
    private final Workqueue queue = cpu.workqueue("q").percpu().create();

    /** {@return the first lines of the reports that there were, to the end of time} */
    private static List<String> reports(SimulatedCpu cpu) throws InterruptedException {
        try (EngineLog log = new EngineLog()) {
            cpu.timeline();
            return log.complaints(LOCKUP).stream().map(text -> text.lines().findFirst().orElseThrow()).toList();
        }
    }

    private static String stuckFor(int... seconds) {
        return IntStream.of(seconds).mapToObj(some -> LOCKUP + "pool 0 kcpu/0 cpus=0 nice=0 stuck for " + some + "s!")
                .collect(Collectors.joining("\n"));
    }

    @Test
    @Conforms("R147")
    void aPoolWhoseItemsWaitIsReportedOnceAThreshold() throws InterruptedException {
        cpu.queue(queue, "w0", compute(100 * SECOND));
        cpu.queue(queue, "w1", compute(1));
        assertEquals(stuckFor(30, 60, 90), String.join("\n", reports(cpu)));
    }

    @Test
    @Conforms("R147")
    void progressResetsIt() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            cpu.queue(queue, "w" + i, compute(20 * SECOND));
        }
        assertEquals(List.of(), reports(cpu));
    }

    @Test
    @Conforms("R147")
    void anItemThatComesToAnEmptyWorklistIsProgress() throws InterruptedException {
        cpu.queue(queue, "w0", compute(100 * SECOND));
        Work item = cpu.item("w1", compute(1));
        cpu.at(1, () -> queue.queue(item));   // the watchdog looks at 30 s and 60 s
        cpu.at(29 * SECOND, item::cancel);
        cpu.at(29 * SECOND + 1, () -> queue.queue(item));
        cpu.at(58 * SECOND, item::cancel);
        assertEquals(List.of(), reports(cpu));
    }

    @Test
    @Conforms("R147")
    void anItemThatComesToOthersIsNoProgress() throws InterruptedException {
        cpu.queue(queue, "w0", compute(40 * SECOND));
        cpu.queue(queue, "w1", compute(1));
        cpu.at(29 * SECOND, () -> queue.queue(cpu.item("w2", compute(1))));
        assertEquals(stuckFor(30), String.join("\n", reports(cpu)));
    }

    @Test
    @Conforms("R147")
    void aTouchResetsIt() throws InterruptedException {
        cpu.queue(queue, "w0", compute(70 * SECOND));
        cpu.queue(queue, "w1", compute(1));
        cpu.at(25 * SECOND, cpu::touchWatchdog);
        assertEquals(stuckFor(60), String.join("\n", reports(cpu)));
    }

    @Test
    @Conforms("R147")
    void aTouchOfAnotherCpuDoesNot() throws InterruptedException {
        cpu.queue(queue, "w0", compute(70 * SECOND));
        cpu.queue(queue, "w1", compute(1));
        cpu.at(25 * SECOND, () -> cpu.touchWatchdog(7));
        cpu.at(55 * SECOND, () -> cpu.touchWatchdog(0));
        assertEquals(stuckFor(30), String.join("\n", reports(cpu)));
    }

    @Test
    @Conforms("R147")
    void aThresholdOfZeroIsOff() throws InterruptedException {
        SimulatedCpu off = SimulatedCpu.watched(WatchdogPace.STANDARD.withThreshold(Duration.ZERO));
        Workqueue calm = off.workqueue("q").percpu().create();
        off.queue(calm, "w0", compute(100 * SECOND));
        off.queue(calm, "w1", compute(1));
        assertEquals(List.of(), reports(off));
    }

    @Test
    @Conforms("R147")
    void anotherThresholdCountsFromTheTimeItIsSet() throws InterruptedException {
        cpu.queue(queue, "w0", compute(100 * SECOND));
        cpu.queue(queue, "w1", compute(1));
        cpu.at(10 * SECOND, () -> cpu.watchdogThreshold(Duration.ofSeconds(5)));
        cpu.at(26 * SECOND, () -> cpu.watchdogThreshold(Duration.ZERO));
        assertEquals(stuckFor(15, 20, 25), String.join("\n", reports(cpu)));
    }

    @Test
    @Conforms("R147")
    void turnedOnLaterItSeesWhatHasWaitedSinceBefore() throws InterruptedException {
        SimulatedCpu off = SimulatedCpu.watched(WatchdogPace.STANDARD.withThreshold(Duration.ZERO));
        Workqueue calm = off.workqueue("q").percpu().create();
        off.queue(calm, "w0", compute(100 * SECOND));
        off.queue(calm, "w1", compute(1));
        off.at(20 * SECOND, () -> off.watchdogThreshold(Duration.ofSeconds(30)));
        assertEquals(stuckFor(50, 80), String.join("\n", reports(off)));
    }

    @Test
    @Conforms("R147")
    void anIdlePoolIsNeverReportedNorOneThatIsOnlyBusy() throws InterruptedException {
        cpu.queue(queue, "w0", compute(100 * SECOND));
        cpu.at(150 * SECOND, () -> queue.queue(cpu.item("w1", compute(1))));
        assertEquals(List.of(), reports(cpu));
    }

    @Test
    @Conforms("R147")
    void itPanicsAfterSoManyRounds() throws InterruptedException {
        List<String> panics = new ArrayList<>();
        SimulatedCpu strict = SimulatedCpu.watched(WatchdogPace.STANDARD.withPanicRounds(2).withPanic(panics::add));
        Workqueue calm = strict.workqueue("q").percpu().create();
        strict.queue(calm, "w0", compute(70 * SECOND));
        strict.queue(calm, "w1", compute(1));
        reports(strict);
        assertEquals(List.of("worker pools were found stalled 2 times"), panics);
    }

    @Test
    @Conforms("R147")
    void itPanicsWhenAStallHasLastedForSoLong() throws InterruptedException {
        List<String> panics = new ArrayList<>();
        WatchdogPace pace = WatchdogPace.STANDARD.withPanicAfter(Duration.ofSeconds(80)).withPanic(panics::add);
        SimulatedCpu strict = SimulatedCpu.watched(pace);
        Workqueue calm = strict.workqueue("q").percpu().create();
        strict.queue(calm, "w0", compute(100 * SECOND));
        strict.queue(calm, "w1", compute(1));
        reports(strict);
        assertEquals(List.of("a worker pool has been stalled for 90 s"), panics);
    }

    /** With threads: the report shows where the worker is, and what waits. */
    @Test
    @Conforms("R147")
    void theReportHasTheDumpAndTheStackOfTheRunningItem() throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        List<String> reports = new ArrayList<>();
        Gate release = new Gate();
        try (EngineLog log = new EngineLog(text -> {
            if (text.startsWith(LOCKUP)) {
                reports.add(text);
                reported.countDown();
            }
        }); Cmwq cmwq = Cmwq.builder().cpuIntensiveThreshold(Duration.ZERO).watchdogThreshold(Duration.ofMillis(100)).start()) {
            Workqueue stalled = cmwq.workqueue("stalled").percpu().create();
            int first = cmwq.cpus().nextSetBit(0);
            stalled.queueOn(first, Cmwq.work(() -> spinUntil(release)));
            stalled.queueOn(first, Cmwq.work(() -> { }));
            boolean was = reported.await(1, TimeUnit.MINUTES);
            release.open();
            assertTrue(was, () -> "no report: " + log.complaints());
        }
        String report = reports.getFirst();
        assertTrue(report.contains("workqueue stalled: flags=WQ_PERCPU\n"), report);
        assertTrue(report.contains("    pending: " + WatchdogTest.class.getName()), report);
        assertTrue(report.contains("at " + WatchdogTest.class.getName() + ".spinUntil"), report);
        assertTrue(report.contains("taken up last"), report);
    }

    private static void spinUntil(Gate gate) {
        while (!gate.isOpen()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofDays(366), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThrows(IllegalArgumentException.class, () -> Cmwq.builder().watchdogThreshold(wrong), wrong::toString);
            assertThrows(IllegalArgumentException.class, () -> Cmwq.builder().panicOnStallTime(wrong), wrong::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> Cmwq.builder().panicOnStall(-1));
        try (Cmwq cmwq = Cmwq.builder().watchdogThreshold(Duration.ofMinutes(2)).start()) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> cmwq.watchdogThreshold(Duration.ofDays(366)));
            assertEquals("the watchdog's threshold must be 0 (off) to 365 days, was PT8784H", refusal.getMessage());
            assertEquals(Duration.ofMinutes(2), cmwq.watchdogThreshold());
            cmwq.watchdogThreshold(Duration.ofSeconds(1));
            assertEquals(Duration.ofSeconds(1), cmwq.watchdogThreshold());
        }
    }
}
