package io.kedge.runtime.blocking;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What gives the carrier back for a moment, or not at all, without being a sleep: no other item may start for it. */
@ExtendWith(EngineExtension.class)
class NotASleepTest {
    private static final int TIMES = 1_000;

    private final List<String> order = new CopyOnWriteArrayList<>();

    /** Nothing here is a hog: a loaded machine must not make one of an item that yields often. */
    private void assertNothingStartsFor(Runnable noSleep) throws InterruptedException {
        try (var engine = TunedEngine.withoutHogs()) {
            Scene scene = new Scene(engine.cmwq());
            scene.start(() -> {
                scene.enter();
                scene.spinUntilSuccessorWaits();
                for (int i = 0; i < TIMES; i++) {
                    noSleep.run();
                }
                order.add("first ends");
            });
            scene.queue.queueOn(scene.cpu, Cmwq.work(() -> order.add("second starts")));
            scene.successorIsQueued();
            scene.queue.flush();
            assertEquals(List.of("first ends", "second starts"), order);
            assertEquals(0, scene.stats().cmWakeup(), () -> "nobody was started for a sleep: " + scene.stats());
        }
    }

    @Test
    @Conforms("R31")
    void aYieldIsNotASleep() throws InterruptedException {
        assertNothingStartsFor(Thread::yield);
    }

    @Test
    void aParkThatFindsItsPermitIsNotASleep() throws InterruptedException {
        assertNothingStartsFor(() -> {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park(this);
        });
    }

    /** The other side of the coin: a sleep starts exactly one successor, and says so. */
    @Test
    @Conforms("R46")
    void aSleepStartsTheSuccessorAndIsCounted(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            scene.spinUntilSuccessorWaits();
            LockSupport.parkNanos(Scene.LONG.toNanos());
            scene.leave();
        });
        scene.successorRuns(() -> LockSupport.unpark(scene.awaitParked()));
        assertEquals(1, scene.stats().cmWakeup() + scene.handOffs(), () -> "started for the sleep: " + scene.stats());
    }

    /** Wake-ups race with the way down to sleep, so that some overtake it: the books must be right afterwards. */
    @Test
    void wakeUpsThatOvertakeTheirSleepLeaveTheBooksRight(Cmwq cmwq) throws InterruptedException {
        Scene scene = new Scene(cmwq);
        var turns = new AtomicInteger();
        Work ping = Cmwq.work(() -> { });
        scene.start(() -> {
            scene.enter();
            while (turns.incrementAndGet() < 5 * TIMES) {
                LockSupport.park(this);
            }
            scene.leave();
        });
        Thread worker = scene.worker();
        while (!scene.hasEnded()) {
            LockSupport.unpark(worker);
            scene.queue.queueOn(scene.cpu, ping);
        }
        scene.queue.flush();
    }
}
