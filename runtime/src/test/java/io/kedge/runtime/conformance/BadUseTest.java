package io.kedge.runtime.conformance;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.CmwqBuilder;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every wrong use of the engine is told at the call, with the value and the cure, and changes nothing. */
@ExtendWith(EngineExtension.class)
class BadUseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Work work = Cmwq.work(() -> { });
    private final DelayedWork delayed = Cmwq.delayedWork(() -> { });
    private Workqueue queue;
    private int cpu;

    @BeforeEach
    void makeAWorkqueue(Cmwq cmwq) {
        queue = cmwq.workqueue("valves").percpu().create();
        cpu = cmwq.cpus().nextSetBit(0);
    }

    private static void assertRefused(Class<? extends RuntimeException> with, String message, Executable call) {
        assertEquals(message, assertThrows(with, call).getMessage());
    }

    // ---- waiting for oneself

    /** What an item asks of the engine from inside; what it is told. */
    private static void assertRefusedInside(Workqueue queue, String message, Executable call) throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        queue.queue(Cmwq.work(() -> {
            try {
                call.execute();
            } catch (Throwable refusal) {
                thrown.add(refusal);
            }
        }));
        queue.flush();
        assertEquals(List.of(new IllegalStateException(message).toString()), thrown.stream().map(Throwable::toString).toList());
    }

    @Test
    @Conforms({"R91", "R118"})
    void anItemThatWaitsForItselfIsToldWhatToCallInstead() throws InterruptedException {
        for (String call : List.of("flush", "cancelSync", "disableSync")) {
            assertRefusedInside(queue, call + "() called by the item's own function would wait for itself for ever;"
                    + " call cancel(), or let another item call " + call + "()", () -> waitForOneself(call));
        }
    }

    private static void waitForOneself(String call) throws InterruptedException {
        Work self = Cmwq.currentWork();
        assertTrue(self != null, "an item runs here");
        switch (call) {
            case "flush" -> self.flush();
            case "cancelSync" -> self.cancelSync();
            default -> self.disableSync();
        }
    }

    @Test
    @Conforms("R91")
    void anItemThatWaitsForItsWorkqueueIsToldWhereToCall() throws InterruptedException {
        String cure = "() of workqueue valves called by one of its own items would wait for itself for ever;"
                + " call it from another workqueue";
        assertRefusedInside(queue, "flush" + cure, queue::flush);
        assertRefusedInside(queue, "drain" + cure, queue::drain);
        assertRefusedInside(queue, "close" + cure, queue::close);
        assertTrue(queue.queue(work), "nothing has been closed");
    }

    @Test
    void anItemThatClosesItsEngineIsToldWhereToCall(Cmwq cmwq) throws InterruptedException {
        assertRefusedInside(queue, "close() of the engine called by one of its own items would wait for itself for ever;"
                + " call it from another thread", cmwq::close);
        assertTrue(queue.queue(work), "nothing has been closed");
    }

    @Test
    void anItemMayWaitForOthersOfItsWorkqueueAndForOtherWorkqueues(Cmwq cmwq) throws InterruptedException {
        Workqueue other = cmwq.workqueue("other").percpu().create();
        List<Boolean> waited = new ArrayList<>();
        queue.queue(Cmwq.work(self -> {
            queue.queue(work);
            waited.add(work.flush());
            other.flush();
            other.drain();
            other.close();
            waited.add(self.cancel());
        }));
        queue.flush();
        assertEquals(List.of(true, false), waited);
    }

    // ---- places and numbers

    @Test
    void aCpuThatTheProcessMayNotUseIsNamedWithThoseItMay(Cmwq cmwq) {
        Workqueue unbound = cmwq.workqueue("unbound").unbound().create();
        for (int unknown : new int[] {-1, Integer.MIN_VALUE, cmwq.cpus().length(), 4_711, Integer.MAX_VALUE}) {
            String message = "CPU " + unknown + " is not one this process may use: " + cmwq.cpus();
            assertAll(
                    () -> assertRefused(IllegalArgumentException.class, message, () -> queue.queueOn(unknown, work)),
                    () -> assertRefused(IllegalArgumentException.class, message, () -> unbound.queueOn(unknown, work)),
                    () -> assertRefused(IllegalArgumentException.class, message, () -> cmwq.scheduleOn(unknown, work)),
                    () -> assertRefused(IllegalArgumentException.class, message, () -> queue.congested(unknown)),
                    () -> assertRefused(IllegalArgumentException.class, message, () -> cmwq.workOnCpu(unknown, () -> 1)));
        }
        assertFalse(work.busy());
    }

    @Test
    @Conforms("R66")
    void limitsOutOfRangeAreClampedWithAWarningThatNamesThem(Cmwq cmwq) {
        try (EngineLog log = new EngineLog()) {
            assertEquals(1, cmwq.workqueue("low").percpu().maxActive(-7).create().maxActive());
            assertEquals(2_048, cmwq.workqueue("high").percpu().maxActive(5_000).create().maxActive());
            assertEquals(List.of(
                    "max_active of workqueue low was -7; it is 1 (1 to 2048)",
                    "max_active of workqueue high was 5000; it is 2048 (1 to 2048)"), log.complaints());
        }
    }

    @Test
    void delaysOutOfRangeAreTakenForNowAndForEver(Cmwq cmwq) throws InterruptedException {
        for (Duration past : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertTrue(queue.queueDelayed(delayed, past));
            queue.flush();
            assertFalse(queue.modDelayed(delayed, past));
            queue.flush();
        }
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        assertTrue(queue.queueDelayed(delayed, longest));
        assertTrue(queue.modDelayed(delayed, longest));
        assertEquals(4, started(cmwq));
        assertTrue(delayed.cancel(), "it is armed, and does not fire");
    }

    private static long started(Cmwq cmwq) {
        return cmwq.snapshot().workqueues().stream()
                .filter(stats -> stats.name().equals("valves")).findFirst().orElseThrow().started();
    }

    // ---- the wrong moment

    @Test
    void aClosedWorkqueueTakesNothing() throws InterruptedException {
        Executor executor = queue.asExecutor();
        queue.close();
        String message = "workqueue valves is closed: queue before close(), or keep it open";
        for (Executable call : List.<Executable>of(
                () -> queue.queue(work), () -> queue.queueOn(cpu, work), () -> queue.queueDelayed(delayed, LONG),
                () -> queue.modDelayed(delayed, LONG), () -> queue.maxActive(1))) {
            assertRefused(IllegalStateException.class, message, call);
        }
        assertRefused(RejectedExecutionException.class, "workqueue valves is closed and takes no task from outside: keep it open,"
                + " or execute before or after", () -> executor.execute(() -> { }));
        assertFalse(work.busy());
        assertFalse(delayed.busy());
        queue.flush();
        queue.drain();
        queue.close();
    }

    @Test
    void anItemThatIsPendingCannotBeMadeAnew() {
        String cure = "init() of a pending item would lose it: call cancelSync() before";
        assertTrue(queue.queueDelayed(delayed, LONG));
        assertRefused(IllegalStateException.class, cure, () -> delayed.init(self -> { }));
        assertTrue(delayed.cancel(), "it is pending as before");
    }

    @Test
    @Conforms("R114")
    void anEnableTooManyAndADisableTooManyWarnWithTheCure() {
        try (EngineLog log = new EngineLog()) {
            assertTrue(work.enable());
            assertEquals(1, log.complaints().size());
            assertTrue(log.complaints().getFirst().startsWith(
                    "enable() of a work item that is not disabled does nothing: each needs a disable() before it"));
            for (int depth = 0; depth < 65_536; depth++) {
                assertFalse(work.disable());
            }
            assertEquals(2, log.complaints().size());
            assertTrue(log.complaints().getLast().startsWith("a work item is disabled 65535 times already, the most there is,"
                    + " and stays so: a disable() without its enable() is being repeated"));
            for (int depth = 65_535; depth > 0; depth--) {
                assertEquals(depth == 1, work.enable());
            }
        }
    }

    @Test
    void anItemThatIsPendingOnOneEngineStaysThereWhenAnotherIsAskedToTakeIt(Cmwq cmwq) throws InterruptedException {
        Workqueue one = cmwq.workqueue("one").percpu().maxActive(1).create();
        Gate leave = new Gate();
        one.queueOn(cpu, Cmwq.work(leave::pass));
        one.queueOn(cpu, work);
        one.queueDelayed(delayed, LONG);
        try (Cmwq second = Cmwq.start()) {
            Workqueue elsewhere = second.workqueue("elsewhere").percpu().create();
            assertFalse(elsewhere.queue(work));
            assertFalse(elsewhere.queueDelayed(delayed, LONG));
            assertRefused(IllegalArgumentException.class,
                    "the delayed item was armed on another engine before: make one per engine",
                    () -> elsewhere.modDelayed(delayed, LONG));
        }
        leave.open();
        one.flush();
        assertFalse(work.pending());
        assertTrue(delayed.pending(), "it is armed as before");
        assertTrue(delayed.cancel());
    }

    // ---- foreign and missing arguments

    @Test
    void anItemOfForeignMakeIsRefusedWithTheWayToMakeOne() {
        Work foreign = (Work) Proxy.newProxyInstance(
                Work.class.getClassLoader(), new Class<?>[] {DelayedWork.class}, (proxy, method, arguments) -> true);
        String message = "the item is a " + foreign.getClass().getName()
                + ": make items with Cmwq.work(), Cmwq.delayedWork() and Cmwq.rcuWork()";
        assertAll(
                () -> assertRefused(IllegalArgumentException.class, message, () -> queue.queue(foreign)),
                () -> assertRefused(IllegalArgumentException.class, message, () -> queue.queueOn(cpu, foreign)),
                () -> assertRefused(
                        IllegalArgumentException.class, message, () -> queue.queueDelayed((DelayedWork) foreign, LONG)),
                () -> assertRefused(
                        IllegalArgumentException.class, message, () -> queue.modDelayed((DelayedWork) foreign, LONG)));
    }

    private static void assertNamed(String argument, Executable call) {
        assertEquals(argument, assertThrows(NullPointerException.class, call).getMessage());
    }

    /** At the call, and not later inside a worker: the item is as it was. */
    @Test
    @SuppressWarnings("NullAway")
    void anArgumentThatIsNullIsNamed(Cmwq cmwq) {
        assertAll(
                () -> assertNamed("work", () -> queue.queue(null)),
                () -> assertNamed("work", () -> queue.queueOn(cpu, null)),
                () -> assertNamed("work", () -> queue.queueDelayed(null, LONG)),
                () -> assertNamed("work", () -> queue.modDelayed(null, LONG)),
                () -> assertNamed("work", () -> queue.queueRcu(null)),
                () -> assertNamed("delay", () -> queue.queueDelayed(delayed, null)),
                () -> assertNamed("delay", () -> queue.modDelayed(delayed, null)),
                () -> assertNamed("task", () -> queue.asExecutor().execute(null)),
                () -> assertNamed("function", () -> work.init(null)));
        assertFalse(delayed.busy());
        assertAll(
                () -> assertNamed("function", () -> Cmwq.work((WorkFunction) null)),
                () -> assertNamed("task", () -> Cmwq.work((Runnable) null)),
                () -> assertNamed("function", () -> Cmwq.delayedWork((WorkFunction) null)),
                () -> assertNamed("task", () -> Cmwq.delayedWork((Runnable) null)),
                () -> assertNamed("function", () -> Cmwq.rcuWork((WorkFunction) null)),
                () -> assertNamed("task", () -> Cmwq.rcuWork((Runnable) null)),
                () -> assertNamed("description", () -> Cmwq.describeWorker(null)),
                () -> assertNamed("name", () -> cmwq.workqueue(null)),
                () -> assertNamed("name", () -> cmwq.system(null)),
                () -> assertNamed("work", () -> cmwq.schedule(null)),
                () -> assertNamed("work", () -> cmwq.scheduleOn(cpu, null)),
                () -> assertNamed("work", () -> cmwq.scheduleDelayed(null, LONG)),
                () -> assertNamed("task", () -> cmwq.scheduleOnEachCpu(null)),
                () -> assertNamed("task", () -> cmwq.workOnCpu(cpu, null)),
                () -> assertNamed("call", () -> Blocking.call((Callable<String>) null)));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aSettingOutOfRangeIsRefusedWithItsRange() {
        CmwqBuilder builder = Cmwq.builder();
        assertAll(
                () -> assertNamed("timeout", () -> builder.idleTimeout(null)),
                () -> assertNamed("threshold", () -> builder.cpuIntensiveThreshold(null)),
                () -> assertRefused(IllegalArgumentException.class,
                        "the idle timeout must be 1 ms to 1 day, was PT0S", () -> builder.idleTimeout(Duration.ZERO)),
                () -> assertRefused(IllegalArgumentException.class,
                        "the CPU-intensive threshold must be 0 (off) to 1 s, was PT-1S",
                        () -> builder.cpuIntensiveThreshold(Duration.ofSeconds(-1))),
                () -> assertRefused(IllegalArgumentException.class,
                        "the CPU-intensive warning threshold must be 0 (never) or more, was -1",
                        () -> builder.cpuIntensiveWarning(-1)));
    }

    @Test
    void aNameThatIsBlankOrUnknownIsRefused(Cmwq cmwq) {
        for (String blank : List.of("", " \t")) {
            assertRefused(IllegalArgumentException.class, "a workqueue's name is blank: give it 1 to 31 characters",
                    () -> cmwq.workqueue(blank).create());
        }
        String refusal = assertThrows(IllegalArgumentException.class, () -> cmwq.system("event")).getMessage();
        assertTrue(String.valueOf(refusal).startsWith("no system workqueue is called event; there are ["), refusal);
    }
}
