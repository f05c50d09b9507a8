package io.kedge.runtime.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Several threads submit, some tasks are cancelled, and the service is stopped in the middle: each task has one fate. */
@ParameterizedClass
@EnumSource(Host.class)
class FatesTest extends ServiceContract {
    private static final int SUBMITTERS = 3;
    private static final int TASKS = 400;

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    FatesTest(Host host) {
        super(host);
    }

    /** Yields now and then, so that tasks overlap; an interrupt is nothing to it. */
    private void task() {
        begun.incrementAndGet();
        Thread.yield();
        ended.incrementAndGet();
    }

    /** @return the futures of the tasks that were taken, from the first on; some have been cancelled */
    private List<Future<?>> submitAll(Random dice) {
        List<Future<?>> taken = new ArrayList<>();
        try {
            for (int i = 0; i < TASKS; i++) {
                taken.add(service.submit(this::task));
                if (dice.nextInt(4) == 0) {
                    taken.get(dice.nextInt(taken.size())).cancel(dice.nextBoolean());
                }
            }
        } catch (RejectedExecutionException stopped) {
            assertTrue(service.isShutdown(), "refused for no reason");
        }
        return taken;
    }

    @RepeatedTest(3)
    void eachTaskIsRunOrCancelledOrGivenBackOrRefused(RepetitionInfo repetition) throws Exception {
        List<FutureTask<List<Future<?>>>> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Random dice = new Random(repetition.getCurrentRepetition() * 10L + i);
            submitters.add(new FutureTask<>(() -> submitAll(dice)));
        }
        submitters.forEach(submitter -> Thread.ofPlatform().daemon().start(submitter));
        while (ended.get() < TASKS / 4 * repetition.getCurrentRepetition()) {
            Thread.onSpinWait();
        }
        List<Runnable> back = service.shutdownNow();
        assertTerminates();
        assertEquals(begun.get(), ended.get(), "terminated, and a task runs");
        int succeeded = 0;
        for (FutureTask<List<Future<?>>> submitter : submitters) {
            for (Future<?> future : got(submitter)) {
                boolean givenBack = back.stream().anyMatch(task -> task == future);
                assertFalse(givenBack && future.state() == Future.State.SUCCESS, "run and given back");
                assertTrue(givenBack || future.isDone(), () -> "lost: " + future);
                succeeded += future.state() == Future.State.SUCCESS ? 1 : 0;
            }
        }
        assertTrue(succeeded <= ended.get(), "some were cancelled while they ran");
    }
}
