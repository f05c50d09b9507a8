package io.kedge.runtime.pool;

import java.util.BitSet;
import java.util.function.Consumer;

import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.MountPoint;
import io.kedge.runtime.carrier.OwnStack;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * Runs the items of one workqueue, one after the other, while their pools cannot get a thread (spec section 8). It has a
 * thread and a stack of its own from the workqueue's creation to its end; between a mayday and the end of the items it
 * calls for nothing is allocated.
 *
 * <pre>
 *   C   constant after construction
 *   M   the holder of the list's lock, which is taken under a pool's lock
 *   R   its own thread
 * </pre>
 */
public final class Rescuer implements Body {
    static final int BATCH = 16;   // kernel: RESCUER_BATCH
    static final int NICE = -18;   // above every class of pools (DESIGN D12)
    private static final String NAME = "kworker/R-";
    private static final int SHOWN = 15;   // characters of a thread's name, in the kernel
    private static final long JOIN_MILLIS = 50;

    private final String name;                        // C
    private final Strand ownStack = new OwnStack();   // C
    private final CpuMask everywhere;                 // C
    private final PoolLock list = new PoolLock();     // C
    private @Nullable Mayday first;                   // M   who has called longest ago
    private @Nullable Mayday last;                    // M
    private @Nullable Worker now;                     // R   what it is to the pool it has come to
    private final CpuMeter meter = new CpuMeter();    // R   with that pool's lock held
    private volatile @Nullable CarrierRunner runner;  // written once, before it starts
    private volatile boolean ending;                  // set once
    private volatile boolean ended;                   // set once

    private Rescuer(String workqueue, BitSet cpus) {
        this.name = NAME + workqueue;
        this.everywhere = CpuMask.of(cpus);
    }

    /**
     * Makes the rescuer of a workqueue, starts its thread, and waits until that has found its place: it is there when the
     * workqueue is, also if memory runs out then. An interrupt of the caller stays set.
     *
     * @param cpus    where it is while nobody calls
     * @param refused told what the kernel did not grant it
     * @throws IllegalStateException if no thread can be had, or no memory for its first steps
     */
    public static Rescuer start(String workqueue, BitSet cpus, CarrierFactory threads, Consumer<LinuxException> refused) {
        Rescuer rescuer = new Rescuer(workqueue, cpus);
        String shown = rescuer.name.substring(0, Math.min(SHOWN, rescuer.name.length()));
        try {
            CarrierRunner runner = threads.make(new Station(shown, cpus, NICE, Long.MAX_VALUE), rescuer, refused);
            rescuer.runner = runner;
            runner.start();
            if (!runner.awaitRest()) {
                throw new OutOfMemoryError("it ended at its first step");
            }
            return rescuer;
        } catch (OutOfMemoryError noThread) {
            throw new IllegalStateException("workqueue " + workqueue + " cannot be created: no thread could be had for its rescuer"
                    + " (" + noThread.getMessage() + "); let the process have more threads (LimitNPROC=, TasksMax=) or memory, or"
                    + " create it without memReclaim()", noThread);
        }
    }

    /** {@return its name as the kernel shows it: kworker/R-valves} */
    public String name() {
        return name;
    }

    CpuMeter meterLocked() {
        return meter;
    }

    Strand ownStack() {
        return ownStack;
    }

    /** {@return what it is to the pool it has come to, null if it waits} Its own thread only. */
    @Nullable Worker now() {
        return now;
    }

    /** {@return whether its thread has ended} */
    public boolean hasEnded() {
        return ended;
    }

    /** Puts a call at the end of the list. The caller holds the pool's lock. @return false if it is listed already */
    boolean add(Mayday call) {
        list.lock();
        try {
            if (call.listed) {
                return false;
            }
            call.listed = true;
            if (last == null) {
                first = call;
            } else {
                last.next = call;
            }
            last = call;
            return true;
        } finally {
            list.unlock();
        }
    }

    /** {@return whether the call has been made and not been answered} */
    boolean hasListed(Mayday call) {
        list.lock();
        try {
            return call.listed;
        } finally {
            list.unlock();
        }
    }

    /** {@return whether somebody calls} */
    boolean isCalled() {
        list.lock();
        try {
            return first != null;
        } finally {
            list.unlock();
        }
    }

    private @Nullable Mayday poll() {
        list.lock();
        try {
            Mayday call = first;
            if (call != null) {
                first = call.next;
                last = first == null ? null : last;
                call.next = null;
                call.listed = false;
            }
            return call;
        } finally {
            list.unlock();
        }
    }

    /** Has it look at its list. Any thread; no lock held. */
    void wake() {
        thread().wake();
    }

    /** Ends its thread when its list is empty, and waits for that. An interrupt stays set. */
    public void end() {
        ending = true;
        wake();
        boolean interrupted = false;
        while (!ended && !thread().hasEnded()) {
            try {
                thread().awaitEnd(JOIN_MILLIS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return what runs it} */
    CarrierRunner thread() {
        CarrierRunner its = runner;
        if (its == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return its;
    }

    // ---- the thread

    @Override
    public void onStart(int tid) {
        thread().moveTo(everywhere);   // what is called for the first time allocates: not when there is no memory
    }

    @Override
    public Step step(boolean idleTooLong) {
        Mayday call = poll();
        if (call == null) {
            return ending ? Step.END : Step.WAIT;
        }
        answer(call);
        return Step.AGAIN;
    }

    /** Runs items of the share where its pool does, with its description, but on its own stack. */
    private void answer(Mayday call) {
        CarrierRunner thread = thread();
        CpuMask there = call.pool.carriers().mask();
        if (there != null) {
            thread.moveTo(there);
        }
        now = call.worker;
        MountPoint.noteMounted(call.worker);
        for (WorkItem item = call.pool.distress().come(call); item != null; item = call.pool.distress().next(call)) {
            call.worker.run(item);
        }
        MountPoint.noteMounted(null);
        now = null;
        thread.moveTo(everywhere);
    }

    @Override
    public void onStray() { }   // it goes where it is called

    @Override
    public void onEnd() {
        ended = true;
    }
}
