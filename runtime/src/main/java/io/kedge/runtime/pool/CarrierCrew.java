package io.kedge.runtime.pool;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Pod;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.linux.LinuxException;
import io.kedge.runtime.work.FunctionProfile;
import org.jspecify.annotations.Nullable;

/** The carriers of one pool: their coming and going, and what each does in a step. */
public final class CarrierCrew {
    private static final long JOIN_MILLIS = 50;
    private static final int BH_SLEEP = Strand.Left.values().length;   // the next kind of report on a function

    private final WorkerPool pool;                                               // C
    private final PoolSpec.Engine engine;                                        // C
    private volatile BitSet cpus;                                                // A   that new ones are bound to
    private volatile @Nullable CpuMask mask;                                     // A   the same for rescuers, if there are any
    private volatile @Nullable Pod pod;                                          // A   made with the first carrier, if they may leave it
    private final AtomicReference<Carrier[]> all = new AtomicReference<>(new Carrier[0]);   // A   copied on write

    CarrierCrew(WorkerPool pool, PoolSpec.Engine engine) {
        this.pool = pool;
        this.cpus = pool.spec().cpus();
        this.engine = engine;
    }

    /** Carriers made from now on run on these CPUs, and rescuers that come. */
    synchronized void runOn(BitSet others) {
        cpus = others;
        if (mask != null) {
            mask = CpuMask.of(others);
        }
    }

    /** A rescuer may come. */
    synchronized void prepareMask() {
        if (mask == null) {
            mask = CpuMask.of(cpus);
        }
    }

    /** {@return where rescuers run that come; null if none may} */
    @Nullable CpuMask mask() {
        return mask;
    }

    /** {@return where its carriers shall be when they wake up; null if they are nowhere else} */
    @Nullable Pod pod() {
        return pod;
    }

    /** {@return the carriers alive; not to be changed} */
    public Carrier[] all() {
        return all.get();
    }

    /** {@return whether a carrier has been asked for, has not been started, and is needed still} */
    public boolean wantsOne() {
        pool.lock();
        try {
            return pool.concurrency.wantsCarrier();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The carrier that is asked for shall not be started now; it is wanted still. */
    public void braked() {
        pool.lock();
        try {
            if (pool.concurrency.slots.wishIsBraked()) {
                pool.counters.brakedCarriers++;
            }
        } finally {
            pool.unlockAndWake();
        }
    }

    /** Has every idle carrier end but one, that which became idle last: memory is short. */
    public void dismissIdle() {
        pool.lock();
        try {
            pool.counters.squeezedCarriers += pool.concurrency.slots.dismissIdle();
        } finally {
            pool.unlockAndWake();
        }
    }

    /**
     * Starts a carrier if one has been asked for. Called with no lock held.
     *
     * @param idleNanos idle time after which it ends
     * @param refused   told what the kernel did not grant it
     * @return false if no thread could be had; the wish stands
     */
    public boolean startWanted(long idleNanos, Consumer<LinuxException> refused) {
        return !takeWish() || startOne(idleNanos, refused);
    }

    private boolean takeWish() {
        pool.lock();
        try {
            return pool.concurrency.slots.takeWish();
        } finally {
            pool.unlockAndWake();
        }
    }

    private void renewWish() {
        pool.lock();
        try {
            pool.concurrency.slots.renewWish();
        } finally {
            pool.unlockAndWake();
        }
    }

    private boolean startOne(long idleNanos, Consumer<LinuxException> refused) {
        PoolSpec spec = pool.spec();
        @Nullable Carrier carrier = null;
        try {
            carrier = new Carrier(pool);
            BitSet where = cpus;
            if (spec.roams() && pod == null) {
                pod = new Pod(spec.pod(), spec.cpus());
            }
            carrier.away = !where.equals(spec.cpus());
            Station station = new Station(spec.name(), where, spec.nice(), idleNanos);
            CarrierRunner runner = engine.runners().make(station, carrier, refused);
            carrier.runner(runner);
            add(carrier);
            runner.start();
            return true;
        } catch (OutOfMemoryError | RuntimeException noThreadOrRefused) {
            renewWish();
            if (carrier != null) {
                carrier.neverStarted();
                forgetEnded();
            }
            return false;
        }
    }

    private void add(Carrier carrier) {
        Carrier[] some;
        Carrier[] more;
        do {
            some = all.get();
            more = withoutEnded(some, 1);
            more[more.length - 1] = carrier;
        } while (!all.compareAndSet(some, more));
    }

    /** Lets go of carriers that have ended, if there is memory for that: else they stay in the list until another one comes or ends. */
    private void forgetEnded() {
        try {
            Carrier[] some;
            do {
                some = all.get();
            } while (!all.compareAndSet(some, withoutEnded(some, 0)));
        } catch (OutOfMemoryError later) {
            // who waits for the end of all forgets them, and whoever starts another one
        }
    }

    private static Carrier[] withoutEnded(Carrier[] some, int more) {
        for (;;) {
            int alive = 0;
            for (Carrier carrier : some) {
                alive += carrier.hasEnded() ? 0 : 1;
            }
            Carrier[] others = new Carrier[alive + more];
            int at = 0;
            for (Carrier carrier : some) {
                if (!carrier.hasEnded()) {
                    others[at++] = carrier;
                }
            }
            if (at == alive) {
                return others;   // else one has ended meanwhile
            }
        }
    }

    /** Ends all carriers and workers: no item will come any more. Waits for the threads. */
    public void end() throws InterruptedException {
        beginEnd();
        while (pool.stats().workers() > 0 || all.get().length > 0) {
            forgetEnded();
            Carrier[] some = all.get();
            if (some.length == 0 && !pool.manager().endIdleAtTheEnd()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));   // one is being started, to end the idle workers
            }
            for (Carrier carrier : some) {
                carrier.join(JOIN_MILLIS);
            }
        }
    }

    /** {@return whether one of them has begun to account for what it does for the share, and has not ended that} */
    public boolean meter(Share share) {
        pool.lock();
        try {
            boolean meters = false;
            for (Carrier carrier : all.get()) {
                meters |= carrier.metersLocked(share);
            }
            return meters;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** {@return whether all carriers and workers have ended, and none is coming: the pool is to be forgotten} */
    public boolean haveEnded() {
        pool.lock();
        try {
            return pool.concurrency.hasEnded() && !pool.manager().isMakingLocked() && all.get().length == 0;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** Has all carriers and workers end, without waiting for them. No item will come any more. */
    public void beginEnd() {
        pool.lock();
        try {
            pool.concurrency.end();
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The carrier that was asked for is there. It takes the slot it was asked for at once, before another one is asked for. */
    void arrived(Carrier carrier) {
        pool.lock();
        try {
            pool.concurrency.slots.arrived();
            carrier.calibrateLocked(pool.time.nowNanos());
            if (pool.concurrency.needsHolder()) {
                pool.concurrency.slots.acquire(carrier);
            }
        } finally {
            pool.unlockAndWake();
        }
    }

    void ended() {
        forgetEnded();
    }

    /** One step of a carrier, up to the mount: what to do next, with {@code carrier.mounted} set if that is to mount. */
    Step settleAndPick(Carrier carrier, boolean idleTooLong) {
        for (;;) {
            Step next = settleAndPickOnce(carrier, idleTooLong);
            tellBhSleep(carrier);
            if (next != null) {
                return next;
            }
            pool.manager().make();
        }
    }

    /** @return null: the carrier is the manager, and shall make a worker first */
    private @Nullable Step settleAndPickOnce(Carrier carrier, boolean idleTooLong) {
        Concurrency concurrency = pool.concurrency;
        pool.lock();
        try {
            concurrency.slots.leaveIdle(carrier);
            settle(carrier);
            boolean maySlot = carrier.hasSlot || concurrency.slots.hasFree();
            if (maySlot && pool.manager().becomesManagerLocked()) {
                return null;
            }
            Worker worker = concurrency.mountNext(carrier);
            if (worker != null) {
                pool.counters.mounts++;
                carrier.dismissed = false;
                if (worker.current() != null) {
                    concurrency.kick();   // it takes no new item now: those that wait need somebody else
                }
                return Step.AGAIN;
            }
            carrier.starved = concurrency.slots.hasFree() && concurrency.needsHolder();
            boolean shallEnd = idleTooLong || carrier.dismissed || carrier.away && concurrency.managed();
            if (shallEnd && !carrier.starved || concurrency.ending()) {
                concurrency.slots.ended();
                return Step.END;
            }
            concurrency.slots.goIdle(carrier);
            return carrier.starved ? Step.RETRY : Step.PARK;
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The mount has ended. If nobody has resumed the worker meanwhile, its item fell asleep. */
    private void settle(Carrier carrier) {
        Worker worker = carrier.mounted;
        if (worker == null) {
            return;
        }
        carrier.mounted = null;
        carrier.endMeteringLocked(pool.time.nowNanos());
        if (worker.mountNo != carrier.mountNo || worker.state() != WorkerState.MOUNTED) {
            return;   // it is back already, or left, or ended: what is to be said of this mount has been said
        }
        boolean wasCounted = worker.counted;
        pool.concurrency.fallAsleep(worker);
        Share share = worker.share();
        worker.bhSlept = worker.bh;
        if (wasCounted && share != null && pool.concurrency.needsMoreWorker()) {
            share.wokeAnotherLocked();
        }
    }

    /** It is about to mount a BH worker that has slept: the sleep is told, with the place where the worker still is. */
    private void tellBhSleep(Carrier carrier) {
        Worker worker = carrier.mounted;
        if (worker == null || !worker.bhSlept) {
            return;
        }
        worker.bhSlept = false;
        FunctionProfile function = worker.profile();
        Share share = worker.share();
        if (function != null && share != null && function.tellsFirst(BH_SLEEP)) {
            engine.crew().bhSlept(function, share, worker.strand.stackBeforeMount());
        }
    }
}
