package io.kedge.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.PublishedAttributes;
import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.ReadSections;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.api.WorkqueueGroupBuilder;
import io.kedge.runtime.carrier.HookProbe;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.rcu.RcuItem;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The engine: worker pools for every CPU this process may use, and the workqueues on them.
 *
 * <pre>
 * try (Cmwq cmwq = Cmwq.start()) {
 *     Workqueue valves = cmwq.workqueue("valves").percpu().maxActive(4).create();
 *     Work read = Cmwq.work(this::readValve);
 *     valves.queue(read);
 * }
 * </pre>
 */
public final class Cmwq implements AutoCloseable {
    private final Engine engine;
    private final Workqueue events;

    private Cmwq(Engine engine) {
        this.engine = engine;
        this.events = engine.system("events");
    }

    /**
     * Starts an engine on every CPU the process may use. Starts one thread, {@code work-timer}; carriers come with the
     * first work.
     *
     * @throws IllegalStateException if this JVM does not let the engine schedule virtual threads; the message names the
     *     flag or the version that does
     */
    public static Cmwq start() {
        return builder().start();
    }

    /** {@return a builder for an engine with other constants than the kernel's} */
    public static CmwqBuilder builder() {
        return new CmwqBuilder();
    }

    /** Starts an engine as set, if this JVM lets it: nothing native is called before that is known. */
    static Cmwq start(EngineSettings settings) {
        if (Thread.currentThread().isVirtual()) {
            return startFromPlatformThread(settings);
        }
        HookProbe.run();
        return start(new Engine(settings));
    }

    /** Starts an engine that was put together otherwise than by {@link #start()}. */
    static Cmwq start(Engine engine) {
        engine.start();
        return new Cmwq(engine);
    }

    /** {@return a new item that runs the function; idle, on no workqueue} */
    public static Work work(WorkFunction function) {
        return new WorkItem(function);
    }

    /** {@return a new item that runs the task; idle, on no workqueue} */
    public static Work work(Runnable task) {
        return new WorkItem(work -> task.run(), requireNonNull(task, "task").getClass());
    }

    /** {@return a new item with a timer; idle, on no workqueue} */
    public static DelayedWork delayedWork(WorkFunction function) {
        return new DelayedItem(function);
    }

    /** {@return a new item with a timer; idle, on no workqueue} */
    public static DelayedWork delayedWork(Runnable task) {
        return new DelayedItem(work -> task.run(), requireNonNull(task, "task").getClass());
    }

    /** {@return a new item that runs after a grace period; idle, on no workqueue} */
    public static RcuWork rcuWork(WorkFunction function) {
        return new RcuItem(function);
    }

    /** {@return a new item that runs after a grace period; idle, on no workqueue} */
    public static RcuWork rcuWork(Runnable task) {
        return new RcuItem(work -> task.run(), requireNonNull(task, "task").getClass());
    }

    /** {@return the item the calling worker runs, null if the caller is not a worker (R65)} */
    public static @Nullable Work currentWork() {
        return Caller.item();
    }

    /**
     * {@return whether the caller is an item that its workqueue's rescuer runs, because no thread could be had otherwise
     * (kernel: current_is_workqueue_rescuer, R65)} Only items of workqueues made with {@code memReclaim()} can be.
     */
    public static boolean isRescuer() {
        return Caller.isRescuer();
    }

    /**
     * Describes what the calling worker does, until its present item ends (kernel: set_worker_desc): shown in its name by
     * {@link #snapshot()}, where the workqueue's name stands otherwise. Longer than 31 characters is cut (R63). Does
     * nothing if the caller is not a worker. Does not block.
     */
    public static void describeWorker(String description) {
        Caller.describe(requireNonNull(description, "description"));
    }

    /** {@return a builder for a workqueue of this name; longer than 31 characters is cut with a warning} */
    public WorkqueueBuilder workqueue(String name) {
        return engine.workqueue(name);
    }

    /**
     * {@return a builder for a group of workqueues of this name, which no other group of the engine may have; longer than 31
     * characters is cut with a warning}
     */
    public WorkqueueGroupBuilder group(String name) {
        return engine.group(name);
    }

    /**
     * Makes a workqueue as the kernel's legacy create_workqueue did: per-CPU, MEM_RECLAIM, one item at a time on each CPU.
     * New code names what it needs in a {@link #workqueue builder}.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Workqueue createWorkqueue(String name) {
        return engine.legacy(name, Flag.PERCPU, Flag.MEM_RECLAIM);
    }

    /** As {@link #createWorkqueue}, after create_freezable_workqueue: freezable, unbound, MEM_RECLAIM, one at a time; not ordered. */
    public Workqueue createFreezableWorkqueue(String name) {
        return engine.legacy(name, Flag.UNBOUND, Flag.FREEZABLE, Flag.MEM_RECLAIM);
    }

    /** As {@link #createWorkqueue}, after create_singlethread_workqueue: ordered, MEM_RECLAIM. */
    public Workqueue createSinglethreadWorkqueue(String name) {
        return engine.legacy(name, Flag.ORDERED, Flag.UNBOUND, Flag.MEM_RECLAIM);
    }

    /**
     * {@return the system workqueue of this kernel name ({@code events}, {@code events_highpri}, ...)} Also the name of its
     * variable in the kernel is taken: {@code system_wq} and {@code system_unbound_wq}, for old code only, share the name of
     * another one.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Workqueue system(String name) {
        return engine.system(requireNonNull(name, "name"));
    }

    /**
     * Queues an item on the system workqueue {@code events} (kernel: schedule_work).
     *
     * @return as {@link Workqueue#queue}
     */
    public boolean schedule(Work work) {
        return events.queue(work);
    }

    /**
     * As {@link #schedule(Work)}, for the given CPU.
     *
     * @throws IllegalArgumentException if the process may not use that CPU
     */
    public boolean scheduleOn(int cpu, Work work) {
        return events.queueOn(cpu, work);
    }

    /**
     * Arms an item's timer: it goes to the system workqueue {@code events} when the delay is over.
     *
     * @return as {@link Workqueue#queueDelayed}
     */
    public boolean scheduleDelayed(DelayedWork work, Duration delay) {
        return events.queueDelayed(work, delay);
    }

    /**
     * Flushes the system workqueue {@code events}: waits for items of everybody who uses it, and so warns (R93). Flush the
     * item, or a workqueue of your own.
     *
     * @throws IllegalStateException if called by an item of {@code events}
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public void flushScheduled() throws InterruptedException {
        events.flush();
    }

    /**
     * Runs the task once on every CPU, through the system workqueue {@code events}, and waits for all of them. Called by an
     * item, the others of its CPU go on meanwhile. What a run throws is reported as for any item.
     *
     * @throws InterruptedException if the calling thread is interrupted while it waits; the runs go on
     */
    public void scheduleOnEachCpu(Runnable task) throws InterruptedException {
        List<Work> runs = new ArrayList<>();
        for (int cpu : engine.cpus().stream().toArray()) {
            Work run = work(task);
            events.queueOn(cpu, run);
            runs.add(run);
        }
        for (Work run : runs) {
            run.flush();
        }
    }

    /**
     * Calls the task on the given CPU, through the system workqueue {@code events}, and waits for its result (kernel:
     * work_on_cpu).
     *
     * @throws IllegalArgumentException if the process may not use that CPU
     * @throws ExecutionException if the task threw; with that as its cause
     * @throws InterruptedException if the calling thread is interrupted while it waits; the task goes on
     */
    public <T extends @Nullable Object> T workOnCpu(int cpu, Callable<T> task) throws InterruptedException, ExecutionException {
        FutureTask<T> result = new FutureTask<>(requireNonNull(task, "task"));
        events.queueOn(cpu, work(result));
        return result.get();
    }

    /** {@return the read sections that grace-period work of this engine waits for} */
    public ReadSections readSections() {
        return engine.readSections();
    }

    /** {@return the CPUs that have pools: those the process might use when the engine started} */
    public BitSet cpus() {
        return engine.cpus();
    }

    /** {@return the CPUs that unbound workqueues may use; at first all of {@link #cpus()} that are not isolated} */
    public BitSet unboundCpus() {
        return engine.unbound().cpus();
    }

    /**
     * Changes which CPUs unbound workqueues may use, for all of them or, if it fails, for none. Items that are queued or run
     * stay where they are. CPUs that the engine does not have are ignored; isolated ones may be named.
     *
     * @throws IllegalArgumentException if no CPU is left (R143)
     * @throws OutOfMemoryError if a pool cannot be made; everything stays as it was
     */
    public void unboundCpus(BitSet cpus) {
        engine.unbound().change(requireNonNull(cpus, "cpus"));
    }

    /** {@return what the affinity scope "default" stands for, at first {@link AffinityScope#CACHE_SHARD}} */
    public AffinityScope defaultAffinityScope() {
        return engine.unbound().defaultScope();
    }

    /**
     * Changes what the affinity scope "default" stands for, for all workqueues that have it or, if it fails, for none.
     *
     * @throws IllegalArgumentException if it is {@link AffinityScope#DEFAULT} itself
     * @throws OutOfMemoryError if a pool cannot be made; everything stays as it was
     */
    public void defaultAffinityScope(AffinityScope scope) {
        engine.unbound().changeDefaultScope(requireNonNull(scope, "scope"));
    }

    /**
     * {@return how the engine is set up, as text} In the sections of the kernel's wq_dump: pods by affinity scope, pools, the pool
     * of each workqueue and CPU, rescuers, limits of unbound workqueues by node. For people: its form may change.
     */
    public String configuration() {
        return engine.configuration();
    }

    /** {@return the attributes of published workqueues, and the CPUs of all unbound ones, as text by file name} */
    public PublishedAttributes published() {
        return engine.published();
    }

    /** {@return what the engine looks like now} */
    public EngineSnapshot snapshot() {
        return engine.snapshot();
    }

    /**
     * {@return what runs and what waits now, workqueue by workqueue and pool by pool (R148)} {@link StateDump#text()} is as the
     * kernel prints it. Takes each pool's lock for a short, bounded time, one after the other.
     */
    public StateDump dump() {
        return engine.dump();
    }

    /** {@return for how long a pool may start nothing while items wait, until the watchdog reports it; 0: for ever} */
    public Duration watchdogThreshold() {
        return engine.watchdog().threshold();
    }

    /**
     * Changes that, see {@link CmwqBuilder#watchdogThreshold} (kernel: watchdog_thresh, R147). Stalls count from now on, as if
     * all pools had just made progress. Any thread; does not block.
     *
     * @param threshold 0 (off) to 365 days
     * @throws IllegalArgumentException if outside; everything stays as it was
     */
    public void watchdogThreshold(Duration threshold) {
        engine.watchdogThreshold(requireNonNull(threshold, "threshold"));
    }

    /**
     * Tells the watchdog that all is well though nothing is started: every pool is as if it had just made progress (R147).
     * For code that holds CPUs for long on purpose. Any thread; does not block.
     */
    public void touchWatchdog() {
        engine.watchdog().touch();
    }

    /**
     * As {@link #touchWatchdog()}, for the pools of one CPU, and the unbound ones.
     *
     * @throws IllegalArgumentException if the process may not use that CPU
     */
    public void touchWatchdog(int cpu) {
        if (!engine.cpus().get(cpu)) {
            throw new IllegalArgumentException("CPU " + cpu + " is not one this process may use: " + engine.cpus());
        }
        engine.watchdog().touch(cpu);
    }

    /** Stops every freezable workqueue from starting items; what is active goes on to its end (R135). Does not wait. */
    public void freeze() {
        engine.freeze(true);
    }

    /** {@return whether a frozen workqueue still has active items} */
    public boolean isFreezing() {
        return engine.isFreezing();
    }

    /** Lets frozen workqueues go on (R136). */
    public void thaw() {
        engine.freeze(false);
    }

    /**
     * Thaws, drains and destroys every workqueue, then ends the engine's threads. Waits for items that run or wait; timers
     * that are armed do not fire any more. A second call does nothing.
     *
     * @throws IllegalStateException if called by an item of this engine
     */
    @Override
    public void close() {
        engine.close();
    }

    /** A virtual thread cannot carry the probe's strand. */
    private static Cmwq startFromPlatformThread(EngineSettings settings) {
        var starting = new FutureTask<>(() -> start(settings));
        Thread.ofPlatform().name("kedge-start").daemon().start(starting);
        try {
            return starting.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the engine was starting", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
        }
    }
}
