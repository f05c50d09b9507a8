package io.kedge.runtime;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.pool.Crew;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.ShareReleases;
import io.kedge.runtime.timer.Timer;
import io.kedge.runtime.timer.TimerThread;
import io.kedge.runtime.watch.CarrierBrake;
import io.kedge.runtime.watch.CpuWatch;
import io.kedge.runtime.watch.IdleCull;
import io.kedge.runtime.watch.Starvation;
import io.kedge.runtime.watch.Tick;
import io.kedge.runtime.watch.Watchdog;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.NanoClock;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * Gets pools their carriers, has idle workers ended, wakes the tick, keeps what went wrong. Its chores are done by the
 * timer's thread.
 */
final class Housekeeping implements Crew, TimerThread.Chore {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");
    private static final long COOLDOWN_NANOS = TimeUnit.SECONDS.toNanos(1);   // as the kernel's manager (spec section 5.10)

    private final Set<String> degraded = new ConcurrentSkipListSet<>();   // A
    private final AtomicLong callbackFailures = new AtomicLong();        // A
    private final long idleNanos;                                        // C
    private final ShareReleases releases = new ShareReleases(() -> hands().bell().ring());   // C
    private final NanoClock clock;                                       // C
    private volatile @Nullable Hands hands;                              // written once, before any work
    private volatile boolean carrierWanted;                              // A   since carriers were started last
    private boolean retries;                                             // the timer thread: some could not be started
    private long retryNanos;                                             // the timer thread: when that is tried again
    private boolean tickStarted;                                         // the timer thread
    private final Set<CarrierBrake.Cause> warned = EnumSet.noneOf(CarrierBrake.Cause.class);   // the timer thread

    /**
     * What it works with.
     *
     * @param bell      has the chores done
     * @param tick      looks at pools whose work waits
     * @param tickTurns what gives the tick its turns
     * @param cull      ends workers that nobody needs
     * @param brake     limits the number of carriers
     * @param cpus      notices that CPUs go and come
     * @param starvation has rescuers called
     * @param watchdog  reports stalled pools
     */
    record Hands(List<WorkerPool> pools, Timer.Alarm bell, Tick tick, Tick.Turns tickTurns, IdleCull cull, CarrierBrake brake,
            CpuWatch cpus, Starvation starvation, Watchdog watchdog) { }

    Housekeeping(long idleNanos, NanoClock clock) {
        this.idleNanos = idleNanos;
        this.clock = clock;
    }

    void hands(Hands theHands) {
        hands = theHands;
    }

    private Hands hands() {
        Hands theHands = hands;
        if (theHands == null) {
            throw new IllegalStateException("the engine has work before it was started");
        }
        return theHands;
    }

    /** {@return where replaced shares go whose last item has ended} */
    ShareReleases releases() {
        return releases;
    }

    List<String> degraded() {
        return List.copyOf(degraded);
    }

    /** {@return how often something failed inside a call-back of the JDK, and was made good} */
    long callbackFailures() {
        return callbackFailures.get();
    }

    /** The kernel refused an affinity or a priority: said once, with the cure; all else works. A CPU that has gone is noted. */
    void refused(LinuxException refusal) {
        if (refusal.isNoSuchCpu()) {
            carrierStrayed();
            return;
        }
        String what = refusal.call() == LinuxException.Call.SETPRIORITY
                ? "no-priorities: the kernel lets this process set no nice values below 0; give it LimitNICE=-20 (systemd) or"
                        + " CAP_SYS_NICE"
                : "no-affinity: a carrier could not be bound to its CPU (" + refusal.getMessage() + "); give the process that"
                        + " CPU in its cpuset (AllowedCPUs=)";
        if (degraded.add(what)) {
            LOG.log(Level.WARNING, "degraded: {0}", what);
        }
    }

    @Override
    public void carrierWanted() {
        carrierWanted = true;
        hands().bell().ring();
    }

    @Override
    public void threadWanted() {
        hands().starvation().alarm();
        hands().bell().ring();
    }

    @Override
    public void workWaits() {
        if (hands().tick().turnOn()) {
            hands().tickTurns().ring();
            hands().bell().ring();   // which starts the thread at the first time
        }
    }

    @Override
    public void tooManyIdle() {
        hands().cull().call();
        hands().bell().ring();
    }

    /** Idle workers and carriers beyond what is kept shall end now. Any thread. */
    void memoryIsShort() {
        hands().cull().squeeze();
        hands().bell().ring();
    }

    @Override
    public void bhSlept(FunctionProfile function, Share share, StackTraceElement[] stack) {
        LOG.log(Level.WARNING, "BH item " + function + " of workqueue " + share.workqueueName() + " slept, and all BH items of its"
                + " CPU wait for it: queue it on a workqueue that is not bh() (not said again of this function)" + lines(stack));
    }

    private static String lines(StackTraceElement[] stack) {
        return Arrays.stream(stack).map(call -> System.lineSeparator() + "\tat " + call).collect(Collectors.joining());
    }

    @Override
    public void carrierStrayed() {
        hands().cpus().call();
        hands().bell().ring();
    }

    @Override
    public void itemFailed(WorkItem item, Share share, Throwable thrown) {
        LOG.log(Level.ERROR, "a work item of workqueue " + share.workqueueName() + " threw; it counts as completed", thrown);
    }

    @Override
    public void itemLeft(FunctionProfile function, Share share, Strand.Left left) {
        String what = switch (left) {
            case INTERRUPT -> "its thread interrupted: let an interrupted item end, or clear the interrupt where it is handled";
            case CONTEXT_CLASS_LOADER -> "another context class loader: set back the one it found";
            case THREAD_LOCALS -> "thread-locals: remove() them, or use what needs none";
        };
        Level level = left == Strand.Left.THREAD_LOCALS ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "work function {0} of workqueue {1} left behind {2} (dropped, and not said again)",
                function, share.workqueueName(), what);
    }

    @Override
    public void callbackFailed(Throwable thrown) {
        callbackFailures.incrementAndGet();
        hands().bell().ring();
    }

    @Override
    public long run() {
        long rescueNanos = hands().starvation().turn();   // comes first: it needs no memory
        try {
            return Math.min(rescueNanos, doChores());
        } catch (OutOfMemoryError noMemory) {
            return Math.min(rescueNanos, COOLDOWN_NANOS);   // what is left to be done still is then
        }
    }

    private long doChores() {
        long releasesNanos = releases.run();
        if (callbackFailures.get() > 0) {
            hands().pools().forEach(WorkerPool::repeatFailedCallbacks);
        }
        long threadsNanos = startThreads();
        boolean workWaits = hands().tick().isOn();
        long watchNanos = Math.min(hands().cpus().turn(workWaits), hands().watchdog().turn(workWaits));
        return Math.min(Math.min(releasesNanos, watchNanos), Math.min(threadsNanos, hands().cull().turn()));
    }

    /** Starts what is wanted since the last time; what could not be had then when the cooldown is over. */
    private long startThreads() {
        boolean tickWanted = !tickStarted && hands().tick().isOn();
        if (!carrierWanted && (retries || !tickWanted)) {
            long leftNanos = retries ? retryNanos - clock.nowNanos() : Long.MAX_VALUE;
            if (leftNanos > 0) {
                return leftNanos;
            }
        }
        carrierWanted = false;
        retries = true;   // also if there is no memory to go on here
        retryNanos = clock.nowNanos() + COOLDOWN_NANOS;
        boolean all = !tickWanted || isTickStarted();
        for (WorkerPool pool : hands().pools()) {
            all &= !pool.carriers().wantsOne() || isGranted(pool) && pool.carriers().startWanted(idleNanos, this::refused);
        }
        retries = !all;
        return all ? Long.MAX_VALUE : COOLDOWN_NANOS;
    }

    private boolean isTickStarted() {
        try {
            hands().tickTurns().start();
            tickStarted = true;
        } catch (OutOfMemoryError noThread) {
            LOG.log(Level.DEBUG, "no thread could be had for the tick; it is tried again", noThread);
        }
        return tickStarted;
    }

    private boolean isGranted(WorkerPool pool) {
        CarrierBrake.Verdict verdict = hands().brake().ask(pool);
        switch (verdict.cause()) {
            case NONE -> {
                return true;
            }
            case NUMBER -> warnOnce(verdict, "all of them are held by calls that sleep in native code or by computations, and"
                    + " work waits: let fewer of these run at once (maxActive), or allow more carriers"
                    + " (Cmwq.builder().mostCarriers)");
            case MEMORY -> {
                hands().cull().squeeze();
                warnOnce(verdict, "pools get no more carriers than they need to go on: give Java a larger heap (-Xmx), or"
                        + " the machine less to do");
            }
        }
        pool.carriers().braked();
        return false;
    }

    private void warnOnce(CarrierBrake.Verdict verdict, String cure) {
        if (warned.add(verdict.cause())) {
            LOG.log(Level.WARNING, "{0}; {1} (not said again)", verdict.reason(), cure);
        }
    }
}
