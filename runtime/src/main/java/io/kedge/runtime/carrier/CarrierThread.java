package io.kedge.runtime.carrier;

import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.kedge.runtime.linux.Affinity;
import io.kedge.runtime.linux.CpuClock;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;
import org.jspecify.annotations.Nullable;

/** The platform thread that plays a CPU: bound to its CPUs, with its nice value, it runs one body step by step. */
public final class CarrierThread extends MountPoint implements CarrierRunner {

    /** What a step asks the thread to do next. */
    public enum Step {
        AGAIN,
        /** Wait to be woken. */
        PARK,
        /** As PARK, for ever, wherever the kernel lets it run; takes no memory. */
        WAIT,
        /** As PARK, but for {@link #COOLDOWN_NANOS} at most: there is work, and no worker could be had for it. */
        RETRY,
        END
    }

    /** After so long it is tried again to make a worker, as the kernel's manager does (spec section 5.10). */
    public static final long COOLDOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Idle time after which a carrier looks whether the kernel has moved it, as it does when a CPU goes offline. */
    private static final long STRAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The step machine that the thread drives. */
    public interface Body {

        /** Called first, on the thread. */
        void onStart(int tid);

        /**
         * One lock section and at most one mount.
         *
         * @param idleTooLong whether the last park ended by its time-out
         */
        Step step(boolean idleTooLong);

        /** Called by the thread when it finds that it may run on other CPUs than those of its station. */
        void onStray();

        /** Called last, on the thread. */
        void onEnd();
    }

    /**
     * Where and how a carrier runs.
     *
     * @param name      as seen in {@code top -H}, at most 15 characters
     * @param cpus      CPUs to bind to
     * @param nice      nice value to ask for
     * @param idleNanos idle time after which a step is told so
     */
    public record Station(String name, BitSet cpus, int nice, long idleNanos) {
        public Station {
            if (name.length() > 15) {
                throw new IllegalArgumentException("name is " + name + ": the kernel shows 15 characters of a thread's name");
            }
        }
    }

    private final Station station;                    // C
    private final Body body;                          // C
    private final Consumer<LinuxException> refused;   // C   told what the kernel did not grant
    private final WakePermit permit = new WakePermit(this);   // C
    private final CpuClock cpuClock = new CpuClock();         // its own thread
    private final CountDownLatch restOrEnd = new CountDownLatch(1);   // A
    private volatile boolean rested;                  // set once, by the thread, before restOrEnd is down
    private volatile int tid;                         // written once, by the thread
    private @Nullable Spare spare;                    // written once, before it starts
    private volatile @Nullable Thread lent;           // written once, by who starts it: runs this in its place

    public CarrierThread(Station station, Body body, Consumer<LinuxException> refused) {
        super(station.name());
        this.station = station;
        this.body = body;
        this.refused = refused;
        setDaemon(true);
    }

    /** If it gets no thread of its own, this one helps. */
    void spare(Spare one) {
        spare = one;
    }

    @Override
    public void start() {
        Spare help = spare;
        try {
            super.start();
            if (help != null) {
                help.keep();
            }
        } catch (OutOfMemoryError noThread) {
            lent = help == null ? null : help.lendTo(this);
            if (lent == null) {
                throw noThread;
            }
        }
    }

    @Override
    public long cpuNanos() {
        return cpuClock.nowNanos();
    }

    @Override
    public void wake() {
        permit.wake();
    }

    @Override
    public void moveTo(CpuMask cpus) {
        boolean ignored = cpus.bindCaller();   // refused: none of them is there, and it runs where it may
    }

    @Override
    public boolean returnTo(Pod pod) {
        return pod.bringCaller();
    }

    @Override
    public boolean nice(int nice) {
        return CurrentThread.isGrantedNice(nice, refused);
    }

    @Override
    public boolean hasEnded() {
        return thread().getState() == State.TERMINATED;
    }

    @Override
    public void awaitEnd(long millis) throws InterruptedException {
        thread().join(millis);
    }

    private Thread thread() {
        Thread inItsPlace = lent;
        return inItsPlace == null ? this : inItsPlace;
    }

    @Override
    public boolean awaitRest() {
        boolean interrupted = false;
        while (restOrEnd.getCount() > 0) {
            try {
                restOrEnd.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return rested;
    }

    @Override
    public void run() {
        takeSteps();
    }

    /** Drives the body on the calling thread, from its first step to its last: this thread, or the one lent to it. */
    void takeSteps() {
        try {
            takeAllSteps();
        } finally {
            restOrEnd.countDown();
        }
    }

    private void takeAllSteps() {
        permit.sleepsHere();
        CurrentThread.tryBindTo(station.cpus(), refused);
        CurrentThread.tryNice(station.nice(), refused);
        tid = CurrentThread.tid();
        body.onStart(tid);
        boolean idleTooLong = false;
        for (;;) {
            switch (body.step(idleTooLong)) {
                case AGAIN -> idleTooLong = false;
                case PARK -> {
                    idleTooLong = !permit.await(station.idleNanos());
                    if (permit.waitedNanos() > STRAY_NANOS && hasStrayed()) {
                        body.onStray();
                    }
                }
                case WAIT -> {
                    rested = true;
                    restOrEnd.countDown();
                    permit.await(Long.MAX_VALUE);
                }
                case RETRY -> {
                    permit.await(COOLDOWN_NANOS);
                    idleTooLong = false;
                }
                case END -> {
                    body.onEnd();
                    return;
                }
            }
        }
    }

    private boolean hasStrayed() {
        try {
            return !CurrentThread.affinity().equals(station.cpus());
        } catch (OutOfMemoryError askLater) {
            return false;
        }
    }

    @Override
    public void comeHome() {
        int mine = tid;
        if (mine == 0) {
            return;   // it binds itself when it starts
        }
        try {
            if (!Affinity.of(mine).equals(station.cpus())) {
                Affinity.set(mine, station.cpus());
            }
        } catch (LinuxException goneOrEnded) {
            // it runs where the kernel has put it, or not any more
        }
    }
}
