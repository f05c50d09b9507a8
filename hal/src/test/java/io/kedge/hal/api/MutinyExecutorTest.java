package io.kedge.hal.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Mutiny's operators that take an executor, on workqueues. */
class MutinyExecutorTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MANY = 2_000;

    private Cmwq engine;
    private Workqueue percpu;
    private Workqueue ordered;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        percpu = engine.workqueue("mutiny").percpu().create();
        ordered = engine.workqueue("in-order").ordered().create();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    private static void assertOnWorkers(List<String> threads) {
        assertFalse(threads.isEmpty());
        for (String thread : threads) {
            assertTrue(thread.startsWith("kworker/"), () -> "on " + thread);
        }
    }

    @Test
    void aSubscriptionRunsOnAWorker() {
        for (Workqueue queue : List.of(percpu, ordered)) {
            assertOnWorkers(List.of(
                    Uni.createFrom().item(MutinyExecutorTest::here).runSubscriptionOn(queue.asExecutor()).await().atMost(DEADLINE),
                    Uni.createFrom().item(MutinyExecutorTest::here).runSubscriptionOn(queue.asExecutorService()).await().atMost(DEADLINE)));
            assertOnWorkers(Multi.createFrom().items(MutinyExecutorTest::threeTimesHere)
                    .runSubscriptionOn(queue.asScheduledExecutorService()).collect().asList().await().atMost(DEADLINE));
        }
    }

    private static Stream<String> threeTimesHere() {
        return Stream.of(here(), here(), here());
    }

    @Test
    void itemsAreEmittedOnWorkersInTheirOrderOnceEach() {
        for (Workqueue queue : List.of(percpu, ordered)) {
            List<String> threads = new ArrayList<>();   // Mutiny serialises: no two items at once
            List<Integer> items = Multi.createFrom().range(0, MANY)
                    .emitOn(queue.asExecutorService())
                    .invoke(item -> threads.add(here()))
                    .collect().asList().await().atMost(DEADLINE);
            assertEquals(IntStream.range(0, MANY).boxed().toList(), items);
            assertEquals(MANY, threads.size());
            assertOnWorkers(threads);
        }
    }

    @Test
    void aUniChangesToAWorkerAndBack() {
        List<String> threads = new ArrayList<>();
        int sum = Uni.createFrom().item(1)
                .emitOn(percpu.asExecutor()).invoke(one -> threads.add(here())).map(one -> one + 1)
                .emitOn(ordered.asExecutor()).invoke(two -> threads.add(here())).map(two -> two + 1)
                .await().atMost(DEADLINE);
        assertEquals(3, sum);
        assertEquals(2, threads.size());
        assertOnWorkers(threads);
        assertFalse(threads.get(0).startsWith("kworker/u"), threads::toString);
        assertTrue(threads.get(1).startsWith("kworker/u"), threads::toString);
    }

    @Test
    void manySubscriptionsRunBesideEachOther() {
        ExecutorService service = percpu.asExecutorService();
        int sum = Multi.createFrom().range(0, 200)
                .onItem().transformToUni(item -> Uni.createFrom().item(() -> blocking(item)).runSubscriptionOn(service))
                .merge(200)
                .collect().with(Collectors.summingInt(item -> item))
                .await().atMost(DEADLINE);
        assertEquals(199 * 100, sum);
        service.close();
    }

    private static int blocking(int item) {
        try {
            TimeUnit.MILLISECONDS.sleep(1);
            return item;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void ticksAndDelaysComeFromAScheduledService() throws InterruptedException {
        ScheduledExecutorService service = percpu.asScheduledExecutorService();
        List<String> threads = new ArrayList<>();
        List<Long> ticks = Multi.createFrom().ticks().onExecutor(service).every(Duration.ofMillis(2))
                .invoke(tick -> threads.add(here())).select().first(5)
                .collect().asList().await().atMost(DEADLINE);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), ticks);
        assertOnWorkers(threads);
        assertTrue(Uni.createFrom().item("").onItem().delayIt().onExecutor(service).by(Duration.ofMillis(5))
                .map(nothing -> here()).await().atMost(DEADLINE).startsWith("kworker/"));
        service.shutdown();
        assertTrue(service.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS), "the ticks ended with their subscription");
    }

    @Test
    void aServiceThatIsShutDownFailsTheStream() {
        ExecutorService service = percpu.asExecutorService();
        service.shutdown();
        Uni<Integer> uni = Uni.createFrom().item(1).runSubscriptionOn(service);
        assertThrows(RejectedExecutionException.class, () -> uni.await().atMost(DEADLINE));
        AssertSubscriber<Integer> emitted = Multi.createFrom().range(0, 3).emitOn(service)
                .subscribe().withSubscriber(AssertSubscriber.create(10));
        emitted.awaitFailure(failure -> assertEquals(RejectedExecutionException.class, failure.getClass()), DEADLINE);
        percpu.close();
        Uni<Integer> closed = Uni.createFrom().item(1).emitOn(percpu.asExecutor());
        assertThrows(RejectedExecutionException.class, () -> closed.await().atMost(DEADLINE));
    }
}
