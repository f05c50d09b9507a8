package io.kedge.bench.contender;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.inspect.PoolStats;

/** The engine as shipped: one bound workqueue, items that are made once and queued again, as a driver's are. */
public final class Kedge implements Executes, Delays {
    private static final String SHIPPED = " workqueue of an engine with its shipped settings, items made once and queued again";
    private static final int MAX_ACTIVE = 2048;

    private final Kind kind;
    private final int delayedOn;
    private final Cmwq cmwq = Cmwq.start();
    private final Workqueue workqueue;

    /** How its workqueue is used. */
    public enum Kind {
        /** Bound to the CPUs; nobody tells it that a task will block. */
        BOUND,
        /** Bound to the CPUs; a task that blocks says so. */
        ANNOUNCED,
        /** The engine chooses the CPU. */
        UNBOUND
    }

    /**
     * Starts an engine.
     *
     * @param delayedOn CPU of what has a timer
     */
    public Kedge(int delayedOn, Kind kind) {
        this.delayedOn = delayedOn;
        this.kind = kind;
        WorkqueueBuilder builder = cmwq.workqueue("bench").maxActive(MAX_ACTIVE);
        workqueue = (kind == Kind.UNBOUND ? builder.unbound() : builder.percpu()).create();
    }

    @Override
    public String configuration() {
        return switch (kind) {
            case BOUND -> "a per-CPU" + SHIPPED + "; nobody tells it that a task will block";
            case ANNOUNCED -> "a per-CPU" + SHIPPED + "; a task that blocks says so by Blocking.call, as our own drivers do";
            case UNBOUND -> "an unbound" + SHIPPED + "; the engine chooses the CPU, and moves what waits where a carrier is idle";
        };
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        Work work = Cmwq.work(task);
        return kind == Kind.UNBOUND ? () -> workqueue.queue(work) : () -> workqueue.queueOn(cpu, work);
    }

    @Override
    public Runnable blockingStarter(Runnable task, int cpu) {
        return starter(kind == Kind.ANNOUNCED ? () -> announced(task) : task, cpu);
    }

    private static void announced(Runnable task) {
        try {
            Object ignored = Blocking.call(Executors.callable(task));
        } catch (Exception thrown) {
            throw new IllegalStateException("a task that throws nothing threw", thrown);
        }
    }

    @Override
    public Delayed delayed(Runnable task) {
        DelayedWork work = Cmwq.delayedWork(task);
        return new Delayed() {
            @Override
            public void runAfter(Duration delay) {
                workqueue.modDelayedOn(delayedOn, work, delay);
            }
        };
    }

    @Override
    public int pending() {
        return cmwq.snapshot().delayedItems();
    }

    /** {@return the sum over its pools} */
    public long sum(ToLongFunction<PoolStats> figure) {
        return cmwq.snapshot().pools().stream().mapToLong(figure).sum();
    }

    /** {@return what its pools know of hand-offs, in words} */
    public List<String> handOffs() {
        return List.of(String.format(Locale.ROOT, "hand-offs: %d for sleep, %d of them false, %d for computing, %d announced",
                sum(PoolStats::handOffsNative), sum(PoolStats::falseHandOffs), sum(PoolStats::handOffsHog),
                sum(PoolStats::handOffsBracket)));
    }

    @Override
    public void close() {
        cmwq.close();
    }
}
