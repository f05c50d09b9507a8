package io.kedge.hal.line;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.kedge.hal.Await;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineState;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RecoveryTest {
    private Cmwq engine;
    private Workqueue gpio;
    private final List<LineState> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Consumer<Runnable> reopening = gone -> { };
    private volatile Runnable whenTold = () -> { };
    private Recovery recovery;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        gpio = engine.workqueue("gpio").percpu().create();
        recovery = new Recovery(gpio, new Recovery.Line() {
            @Override
            public void reopen(Runnable gone) {
                attempts.incrementAndGet();
                reopening.accept(gone);
            }

            @Override
            public void became(LineState state, String reason) {
                told.add(state);
                whenTold.run();
            }
        });
    }

    @AfterEach
    void stop() {
        recovery.stop();
        engine.close();
    }

    @Test
    void itIsToldOnceHoweverOftenItIsFoundAndTriedUntilItSucceeds() {
        reopening = gone -> {
            if (attempts.get() < 3) {
                gone.run();
                throw new LineException("not there");
            }
        };
        recovery.alarm().run();
        Await.until(() -> told.contains(LineState.UP), () -> "it succeeds: " + told);
        assertEquals(List.of(LineState.DEGRADED, LineState.UP), told);
        assertEquals(3, attempts.get());
    }

    @Test
    void whatIsLostAgainWhileItIsBroughtBackIsBroughtBackAgain() {
        reopening = gone -> {
            if (attempts.get() == 1) {
                gone.run();   // right after it was requested
            }
        };
        recovery.alarm().run();
        Await.until(() -> told.size() == 4, () -> "lost and found twice: " + told);
        assertEquals(List.of(LineState.DEGRADED, LineState.UP, LineState.DEGRADED, LineState.UP), told);
        assertEquals(2, attempts.get());
        assertEquals(LineState.UP, recovery.state());
    }

    @Test
    void anAlarmOfARequestThatWasGivenBackIsNone() throws InterruptedException {
        Runnable first = recovery.alarm();
        reopening = gone -> first.run();   // gpio-irq finds that one gone as it lets go of it
        first.run();
        Await.until(() -> told.contains(LineState.UP), () -> "it succeeds: " + told);
        first.run();
        gpio.flush();
        assertEquals(List.of(LineState.DEGRADED, LineState.UP), told);
        assertEquals(1, attempts.get());
        assertEquals(LineState.UP, recovery.state());
    }

    @Test
    void whoIsToldMayStopIt() throws InterruptedException {
        whenTold = () -> recovery.stop();
        recovery.alarm().run();
        gpio.flush();
        assertEquals(List.of(LineState.DEGRADED), told);
        assertEquals(0, attempts.get());
    }
}
