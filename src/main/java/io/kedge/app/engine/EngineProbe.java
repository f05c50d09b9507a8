package io.kedge.app.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;

/**
 * Asks every bound pool to run one empty item. Only when somebody wants to know, so that an idle engine stays asleep; an
 * answer is good for a short time, so that many who ask cost no more than one.
 */
@Singleton
public class EngineProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final Engine engine;
    private final Map<String, Probe> probes = new LinkedHashMap<>();  // under this, by pool
    private List<String> stuck = List.of();                            // under this
    private long askedNanos;                                           // under this; when stuck was found out
    private boolean asked;                                             // under this

    /** Knows the engine; asks nothing yet. */
    @Inject
    public EngineProbe(Engine engine) {
        this.engine = engine;
    }

    /**
     * {@return the pools that did not run an item within two seconds; empty is good} Waits that long at most.
     *
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public synchronized List<String> stuckPools() throws InterruptedException {
        long nowNanos = System.nanoTime();
        if (!asked || nowNanos - askedNanos > GOOD_FOR.toNanos()) {
            stuck = ask(nowNanos + PATIENCE.toNanos());
            askedNanos = nowNanos;
            asked = true;
        }
        return stuck;
    }

    private List<String> ask(long deadlineNanos) throws InterruptedException {
        List<Map.Entry<String, CountDownLatch>> waiting = new ArrayList<>();
        for (PoolStats pool : engine.snapshot().pools()) {
            if (pool.cpu() >= 0) {
                Workqueue queue = engine.cmwq().system(pool.nice() < 0 ? "events_highpri" : "events");
                waiting.add(Map.entry(pool.name(), probes.computeIfAbsent(pool.name(), name -> new Probe()).send(queue, pool.cpu())));
            }
        }
        List<String> late = new ArrayList<>();
        for (Map.Entry<String, CountDownLatch> probe : waiting) {
            if (!probe.getValue().await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                late.add(probe.getKey());
            }
        }
        return List.copyOf(late);
    }

    /** One pool's item. While it is pending it is not queued again, and its latch stays the one that is waited for. */
    private static final class Probe {
        private final Work work = Cmwq.work(this::run);
        private volatile CountDownLatch ran = new CountDownLatch(1);

        CountDownLatch send(Workqueue queue, int cpu) {
            if (ran.getCount() == 0) {
                ran = new CountDownLatch(1);
            }
            queue.queueOn(cpu, work);
            return ran;
        }

        private void run() {
            ran.countDown();
        }
    }
}
