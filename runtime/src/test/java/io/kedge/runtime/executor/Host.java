package io.kedge.runtime.executor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;

/** What a contract is shown on: the JDK's own executors, which show that the tests are right, and workqueues. */
enum Host {
    THREADS, ONE_THREAD, PERCPU, PERCPU_ONE, UNBOUND, ORDERED,
    TIMED_THREADS, TIMED_THREAD, TIMED_PERCPU, TIMED_UNBOUND, TIMED_ORDERED;

    private static final int SOME = 4;

    /** {@return whether two tasks can run at once} */
    boolean isWide() {
        return switch (this) {
            case ONE_THREAD, TIMED_THREAD, PERCPU_ONE, ORDERED, TIMED_ORDERED -> false;
            default -> true;
        };
    }

    private boolean isTimed() {
        return name().startsWith("TIMED");
    }

    Stand open() {
        return switch (this) {
            case THREADS, TIMED_THREADS -> Stand.of(pool(SOME));
            case ONE_THREAD, TIMED_THREAD -> Stand.of(pool(1));
            case PERCPU, TIMED_PERCPU -> onWorkqueue(WorkqueueBuilder::percpu);
            case PERCPU_ONE -> onWorkqueue(queue -> queue.percpu().maxActive(1));
            case UNBOUND, TIMED_UNBOUND -> onWorkqueue(WorkqueueBuilder::unbound);
            case ORDERED, TIMED_ORDERED -> onWorkqueue(WorkqueueBuilder::ordered);
        };
    }

    private Stand onWorkqueue(UnaryOperator<WorkqueueBuilder> shape) {
        return Stand.of(
                engine -> shape.apply(engine.workqueue("test")).create(),
                isTimed() ? Workqueue::asScheduledExecutorService : Workqueue::asExecutorService,
                this == PERCPU_ONE);
    }

    /** Its threads do not print what tasks throw. */
    private ExecutorService pool(int threads) {
        var factory = Thread.ofPlatform().daemon().uncaughtExceptionHandler((thread, thrown) -> { }).factory();
        return isTimed()
                ? new ScheduledThreadPoolExecutor(threads, factory)
                : new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    }
}
