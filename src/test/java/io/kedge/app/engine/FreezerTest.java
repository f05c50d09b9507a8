package io.kedge.app.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.app.engine.Freezer.Outcome;
import io.kedge.app.engine.Freezer.Reason;
import io.kedge.app.mqtt.support.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FreezerTest {
    private static final Duration LONG = Await.DEADLINE;

    private final Engine engine = new Engine();
    private Instant now = Instant.parse("2026-11-22T14:00:00.123456Z");
    private final Freezer freezer = new Freezer(engine, () -> now);
    private final AtomicInteger ran = new AtomicInteger();
    private Workqueue queue;

    @BeforeEach
    void start() {
        engine.start();
        freezer.open();
        queue = engine.make("freezable", shape -> shape.percpu().freezable());
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    private void queueOne() {
        queue.queueOn(cpu(), Cmwq.work(ran::incrementAndGet));
    }

    private int cpu() {
        return engine.cmwq().cpus().nextSetBit(0);
    }

    /** What comes to the same pool later and does not freeze has run: had anything been let through, it would have run before. */
    private void assertNothingRan() throws InterruptedException {
        Work later = Cmwq.work(() -> { });
        engine.cmwq().system("events").queueOn(cpu(), later);
        later.flush();
        assertEquals(0, ran.get());
    }

    @Test
    void itFreezesWithTheFirstReasonAndThawsWithTheLast() throws InterruptedException {
        assertEquals(Outcome.CHANGED, freezer.freeze(Reason.MAINTENANCE, "relay"));
        assertEquals(Outcome.CHANGED, freezer.freeze(Reason.SUSPEND, ""));
        queueOne();
        assertNothingRan();
        assertEquals(Outcome.CHANGED, freezer.thaw(Reason.MAINTENANCE));
        queueOne();
        assertNothingRan();
        assertEquals(Outcome.CHANGED, freezer.thaw(Reason.SUSPEND));
        queue.flush();
        assertEquals(2, ran.get());
        assertEquals(List.of(), freezer.holds());
    }

    @Test
    void aReasonThatHoldsKeepsItsTimeAndTakesTheNewWords() {
        freezer.freeze(Reason.MAINTENANCE, "relay");
        now = now.plusSeconds(60);
        assertEquals(Outcome.ALREADY, freezer.freeze(Reason.MAINTENANCE, "lamp"));
        assertEquals(List.of(new Freezer.Hold(Reason.MAINTENANCE, "lamp", Instant.parse("2026-11-22T14:00:00.123Z"))), freezer.holds());
        assertEquals(Outcome.CHANGED, freezer.thaw(Reason.MAINTENANCE));
        assertEquals(Outcome.ALREADY, freezer.thaw(Reason.MAINTENANCE));
    }

    @Test
    void listenersHearEachChangeOnceAndInOrder() {
        List<String> heard = new ArrayList<>();
        freezer.onChange(holds -> {
            throw new IllegalStateException("a listener that fails is logged, and the others hear all the same");
        });
        freezer.onChange(holds -> heard.add(Freezer.text(holds)));
        freezer.freeze(Reason.MAINTENANCE, "relay");
        freezer.freeze(Reason.MAINTENANCE, "relay");
        freezer.freeze(Reason.SUSPEND, "");
        freezer.thaw(Reason.MAINTENANCE);
        freezer.thaw(Reason.SUSPEND);
        freezer.thaw(Reason.SUSPEND);
        assertEquals(List.of("maintenance: relay", "suspend; maintenance: relay", "suspend", ""), heard);
    }

    @Test
    void quietIsWaitedForAsLongAsAllowed() throws InterruptedException {
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        queue.queue(Cmwq.work(() -> {
            started.countDown();
            Await.until("the end", () -> end.getCount() == 0, end::getCount);
        }));
        started.await();
        freezer.freeze(Reason.MAINTENANCE, "");
        assertFalse(freezer.awaitQuiet(Duration.ofMillis(20)), "the item that was active goes on");
        assertTrue(freezer.isBusy());
        end.countDown();
        assertTrue(freezer.awaitQuiet(LONG));
        assertFalse(freezer.isBusy());
    }

    @Test
    void theStopDrainsWhatWaitedForWhateverReason() throws InterruptedException {
        freezer.freeze(Reason.SUSPEND, "");
        freezer.freeze(Reason.MAINTENANCE, "relay");
        queueOne();
        assertEquals(Outcome.CHANGED, freezer.freeze(Reason.STOP, ""));
        assertEquals(Outcome.CHANGED, freezer.thaw(Reason.SUSPEND));
        assertNothingRan();
        freezer.thawForGood();
        engine.drain();
        assertEquals(1, ran.get());
    }

    @Test
    void onceTheStopHasBegunNoReasonIsTaken() {
        freezer.freeze(Reason.STOP, "");
        assertEquals(Outcome.NOT_RUNNING, freezer.freeze(Reason.MAINTENANCE, "late"));
        freezer.thawForGood();
        assertEquals(Outcome.NOT_RUNNING, freezer.freeze(Reason.SUSPEND, ""));
        assertEquals(Outcome.NOT_RUNNING, freezer.thaw(Reason.SUSPEND));
        assertEquals(List.of(), freezer.holds());
    }

    @Test
    void whatWaitsFrozenIsNoStall() throws InterruptedException {
        freezer.freeze(Reason.MAINTENANCE, "");
        queueOne();
        assertEquals(List.of(), new EngineProbe(engine).stuckPools(), "the pools run what may run");
        assertNothingRan();
    }
}
