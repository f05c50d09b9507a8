package io.kedge.hal.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WorkUniTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Cmwq engine;
    private Workqueue one;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        one = engine.workqueue("one").ordered().create();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void eachSubscriptionRunsTheTaskOnAWorker() {
        AtomicInteger runs = new AtomicInteger();
        Uni<Integer> uni = WorkUni.call(one, () -> Cmwq.currentWork() == null ? -1 : runs.incrementAndGet());
        assertEquals(0, runs.get(), "nothing runs before somebody subscribes");
        assertEquals(1, uni.await().atMost(DEADLINE));
        assertEquals(2, uni.await().atMost(DEADLINE));
        assertNull(WorkUni.run(one, runs::incrementAndGet).await().atMost(DEADLINE));
        assertEquals(3, runs.get());
    }

    @Test
    void aFailureIsTheUnisFailure() {
        Uni<String> uni = WorkUni.call(one, () -> {
            throw new IllegalStateException("on purpose");
        });
        assertThrows(IllegalStateException.class, () -> uni.await().atMost(DEADLINE));
    }

    @Test
    void cancellingASubscriptionCancelsAnItemThatHasNotStarted() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        WorkUni.call(one, () -> {
            entered.countDown();
            leave.await();
            return 0;
        }).subscribe().with(done -> runs.addAndGet(100));
        entered.await();
        UniAssertSubscriber<Integer> waiting = WorkUni.call(one, runs::incrementAndGet).subscribe().withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<Integer> armed = WorkUni.callAfter(one, Duration.ofMillis(30), runs::incrementAndGet)
                .subscribe().withSubscriber(UniAssertSubscriber.create());
        waiting.cancel();
        armed.cancel();
        leave.countDown();
        one.flush();
        assertEquals(100, runs.get());
        waiting.assertNotTerminated();
        assertEquals("later", WorkUni.callAfter(one, Duration.ofMillis(60), () -> "later").await().atMost(DEADLINE));
        assertEquals(100, runs.get(), "the armed one would have run before");
    }

    @Test
    void aDelayedOneComesAfterItsDelay() {
        long before = System.nanoTime();
        assertEquals("late", WorkUni.callAfter(one, Duration.ofMillis(30), () -> "late").await().atMost(DEADLINE));
        assertEquals(true, System.nanoTime() - before >= 30_000_000);
    }

    @Test
    void aClosedWorkqueueFailsTheUni() {
        one.close();
        Uni<Integer> uni = WorkUni.call(one, () -> 1);
        assertThrows(RuntimeException.class, () -> uni.await().atMost(DEADLINE));
    }
}
