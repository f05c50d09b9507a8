package io.kedge.runtime;

import java.time.Duration;
import java.util.function.Consumer;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.HogPace;

import static java.util.Objects.requireNonNull;

/**
 * Collects what an engine shall be. What is not named is as in the kernel (spec section 5.10). For one thread; may start
 * several engines.
 *
 * <pre>
 * try (Cmwq cmwq = Cmwq.builder().cpuIntensiveThreshold(Duration.ofMillis(30)).start()) { ... }
 * </pre>
 */
public final class CmwqBuilder {
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(1);
    private static final Duration LONGEST_IDLE = Duration.ofDays(1);
    private static final Duration LONGEST_THRESHOLD = Duration.ofSeconds(1);

    private final EngineSettings settings = new EngineSettings();

    CmwqBuilder() { }

    /**
     * How long a carrier without work, and a worker beyond those that a pool keeps, lives on (R59). Default 300 s.
     *
     * @param timeout 1 ms to 1 day
     * @throws IllegalArgumentException if outside
     */
    public CmwqBuilder idleTimeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST_IDLE) < 0 || timeout.compareTo(LONGEST_IDLE) > 0) {
            throw new IllegalArgumentException("the idle timeout must be 1 ms to 1 day, was " + timeout);
        }
        settings.idleNanos = timeout.toNanos();
        return this;
    }

    /**
     * How much CPU time an item may use without blocking, while others wait, until it counts as CPU intensive (R49).
     * Default 10 ms. The tick looks every 1 to 10 ms, so the mark may come that much later. The kernel scales its default
     * up on slow machines (R54); here a slow board's profile names a longer one.
     *
     * @param threshold 0 (off, R52) to 1 s
     * @throws IllegalArgumentException if outside
     */
    public CmwqBuilder cpuIntensiveThreshold(Duration threshold) {
        requireNonNull(threshold, "threshold");
        if (threshold.isNegative() || threshold.compareTo(LONGEST_THRESHOLD) > 0) {
            throw new IllegalArgumentException("the CPU-intensive threshold must be 0 (off) to 1 s, was " + threshold);
        }
        settings.hogPace = new HogPace(threshold.toNanos());
        return this;
    }

    /**
     * From which violation of the CPU-intensive threshold on a function is reported: at this one, then 1, 3, 7, 15, ...
     * later (R53). Default 4.
     *
     * @param violation 1 or more; 0: never
     * @throws IllegalArgumentException if negative
     */
    public CmwqBuilder cpuIntensiveWarning(int violation) {
        if (violation < 0) {
            throw new IllegalArgumentException("the CPU-intensive warning threshold must be 0 (never) or more, was " + violation);
        }
        settings.hogReportsFrom = violation;
        return this;
    }

    /**
     * How many cores share a pool in the affinity scope {@code cache_shard}, about: a last-level cache is cut into that many equal
     * parts as come nearest to it (spec section 6.6; kernel: cache_shard_size). Default 8.
     *
     * @param cores 1 or more
     * @throws IllegalArgumentException if less
     */
    public CmwqBuilder cacheShardSize(int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("a cache shard must have 1 core or more, was " + cores);
        }
        settings.topology = () -> Topology.allowed(cores);
        return this;
    }

    /** Whether workqueues made {@code powerEfficient()} are unbound, so that idle CPUs are left asleep. Default false. */
    public CmwqBuilder powerEfficient(boolean saves) {
        settings.powerEfficient = saves;
        return this;
    }

    /**
     * Whether a waiter lends its class (priority inheritance). The class is the nice value of the pool: that of
     * {@code highPriority()}, of normal workqueues, or of an unbound one's attributes; a rescuer's is above all. An item that calls
     * {@link Work#flush} for one that is pending on a pool of a lower class lends it its own, or what it was lent itself, until
     * that run ends:
     * <ul>
     * <li>The flushed item starts before all others of its pool that wait, and of those of its workqueue that wait for
     *     {@code maxActive} it gets its slot first. It still needs that slot.
     * <li>It does not wait for an item that runs: that one gives up its slot and goes on beside it, as beside one that is back from a
     *     native call. At most one lent item of a pool runs so at a time, and no other item starts meanwhile. When it has slept, it
     *     goes on after an item that computes, as any other.
     * <li>While it runs its thread has the nice value of the class lent, if the process may set it.
     * </ul>
     * Ordered and BH workqueues are left as they are, an item that runs already gets nothing, and {@link Work#cancelSync} lends
     * nothing: what it waits for runs. A caller that is no worker, a thread of the application, has no class and lends none. A loan
     * ends with the run, or when the item is taken back. Counted in {@code WorkqueueStats.lent}. Default false, and free of cost then.
     */
    public CmwqBuilder priorityInheritance(boolean lends) {
        settings.priorityInheritance = lends;
        return this;
    }

    /**
     * How many carriers there may be: threads that play a CPU, each with what runs on it. A carrier more is wanted when all
     * others of its pool are held by calls that sleep in native code, or by long computations, and work waits; if it is
     * refused the work waits for one of these, with one warning. Independent of that no carrier is made beyond what a pool
     * needs to go on while memory is short: while old objects fill more than 85 % of their part of the heap after its
     * collection, or threads of the machine stood still for want of memory for a tenth of the last 10 s. Default 64
     * and 128.
     *
     * @param perPool   of one pool, 1 or more
     * @param perEngine of all pools together, at least {@code perPool}; the first one of each pool is always granted
     * @throws IllegalArgumentException if outside
     */
    public CmwqBuilder mostCarriers(int perPool, int perEngine) {
        settings.bounds = new CarrierBrake.Bounds(perPool, perEngine);   // which checks them
        return this;
    }

    /**
     * For how long a pool may start nothing while items wait, until the watchdog reports it with a state dump and the stacks of
     * its workers (R147). Looked at once per threshold, so it is said after one to two of them, and then once per threshold.
     * Default 30 s. {@link Cmwq#watchdogThreshold(Duration)} changes it later.
     *
     * @param threshold 0 (off) to 365 days
     * @throws IllegalArgumentException if outside
     */
    public CmwqBuilder watchdogThreshold(Duration threshold) {
        requireNonNull(threshold, "threshold");
        settings.watchdog = settings.watchdog.withThreshold(threshold);
        return this;
    }

    /**
     * After how many rounds of the watchdog that found some pool stalled it panics (kernel: panic_on_stall). Default 0.
     *
     * @param rounds 0: never
     * @throws IllegalArgumentException if negative
     */
    public CmwqBuilder panicOnStall(int rounds) {
        settings.watchdog = settings.watchdog.withPanicRounds(rounds);
        return this;
    }

    /**
     * For how long a pool must have been stalled until the watchdog panics (kernel: panic_on_stall_time). Default 0.
     *
     * @param stalled 0 (never) to 365 days
     * @throws IllegalArgumentException if outside
     */
    public CmwqBuilder panicOnStallTime(Duration stalled) {
        requireNonNull(stalled, "stalled");
        settings.watchdog = settings.watchdog.withPanicAfter(stalled);
        return this;
    }

    /**
     * What the watchdog calls when it panics, with the reason, on the engine's timer thread. Default: halts the process with
     * exit code 70 and a line on standard error; no shutdown hook runs, since it could wait for what is stalled.
     */
    public CmwqBuilder onPanic(Consumer<String> panic) {
        requireNonNull(panic, "panic");
        settings.watchdog = settings.watchdog.withPanic(panic);
        return this;
    }

    /** {@return what has been set so far} */
    EngineSettings settings() {
        return settings;
    }

    /**
     * Starts an engine, as {@link Cmwq#start()}.
     *
     * @throws IllegalStateException if this JVM does not let the engine schedule virtual threads; the message names the
     *     flag or the version that does
     */
    public Cmwq start() {
        return Cmwq.start(settings);
    }
}
