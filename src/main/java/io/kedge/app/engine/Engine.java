package io.kedge.app.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jakarta.inject.Singleton;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.Nearest;
import io.kedge.app.config.StartFailure;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.jspecify.annotations.Nullable;

/**
 * The one engine of the process and the workqueues that the application made. Started and stopped by the life cycle; all
 * else may be called by any thread in between.
 */
@Singleton
public class Engine {
    private final Map<String, Workqueue> made = new LinkedHashMap<>();  // under made
    private volatile @Nullable Cmwq cmwq;

    /**
     * Starts it.
     *
     * @throws StartFailure if this Java runtime cannot carry it; the message says the cure
     */
    public void start() {
        try {
            cmwq = Cmwq.start();
        } catch (IllegalStateException refused) {
            throw new StartFailure(ExitCode.JAVA, String.valueOf(refused.getMessage()), refused);
        }
    }

    /** {@return whether it is started and not stopped} */
    public boolean running() {
        return cmwq != null;
    }

    /**
     * {@return the engine}
     *
     * @throws IllegalStateException if it is not running
     */
    public Cmwq cmwq() {
        Cmwq running = cmwq;
        if (running == null) {
            throw new IllegalStateException("the engine is not running");
        }
        return running;
    }

    /** {@return what it looks like now, empty if it is not running} */
    public EngineSnapshot snapshot() {
        Cmwq running = cmwq;
        return running == null ? new EngineSnapshot(List.of(), List.of(), List.of(), List.of(), 0, List.of()) : ours(running.snapshot());
    }

    /** Without the kernel's workqueues for old code: they bear the names of others, and readers tell workqueues by name. */
    private static EngineSnapshot ours(EngineSnapshot all) {
        List<WorkqueueStats> named = all.workqueues().stream().filter(queue -> !queue.flags().contains("__WQ_DEPRECATED")).toList();
        return new EngineSnapshot(named, all.groups(), all.pools(), all.workers(), all.delayedItems(), all.degraded());
    }

    /** Makes a workqueue; the one that is there already if the name is taken. */
    public Workqueue make(String name, UnaryOperator<WorkqueueBuilder> shape) {
        synchronized (made) {
            return made.computeIfAbsent(name, absent -> shape.apply(cmwq().workqueue(absent)).create());
        }
    }

    /** {@return the workqueue of this name, made by the application or the system's own; null if there is none} */
    public @Nullable Workqueue find(String name) {
        synchronized (made) {
            Workqueue ours = made.get(name);
            if (ours != null) {
                return ours;
            }
        }
        return names().contains(name) ? cmwq().system(name) : null;
    }

    /**
     * {@return the workqueue of this name}
     *
     * @param asker who wants it, for the message
     * @throws StartFailure if there is none; the message names the nearest
     */
    public Workqueue require(String name, String asker) {
        Workqueue found = find(name);
        if (found == null) {
            throw new StartFailure(ExitCode.CONFIG, asker + ": there is no workqueue '" + name + "'" + Nearest.hint(name, names()));
        }
        return found;
    }

    /** {@return the names of all workqueues} */
    public List<String> names() {
        return snapshot().workqueues().stream().map(WorkqueueStats::name).toList();
    }

    /** Keeps freezable workqueues from starting items. Called by the freezer only. */
    void freeze() {
        cmwq().freeze();
    }

    /** {@return whether a frozen workqueue still has active items; false if it is not running} */
    boolean isFreezing() {
        Cmwq running = cmwq;
        return running != null && running.isFreezing();
    }

    /** Lets them go on. Called by the freezer only. */
    void thaw() {
        cmwq().thaw();
    }

    /**
     * Waits until the workqueues that the application made are empty, the last made first.
     *
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public void drain() throws InterruptedException {
        List<Workqueue> queues;
        synchronized (made) {
            queues = new ArrayList<>(made.values());
        }
        for (Workqueue queue : queues.reversed()) {
            queue.drain();
        }
    }

    /** Ends it. Waits. Does nothing if it does not run. */
    public void stop() {
        Cmwq running = cmwq;
        if (running != null) {
            running.close();
            cmwq = null;
            synchronized (made) {
                made.clear();
            }
        }
    }
}
