package io.kedge.runtime.pool;

import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Who may run in one pool, now and next: the count of runnable workers, the workers that can go on, the slots. The lock
 * of the pool is held for every call.
 *
 * <p>In a managed (bound) pool an item is started only while no managed worker can run. Workers that the kernel calls
 * NOT_RUNNING (cpuIntensive, blocked) are not counted and hold no slot.
 */
final class Concurrency {
    private static final int IDLE_KEPT = 2;
    private static final int BUSY_PER_IDLE = 4;           // kernel: MAX_IDLE_WORKERS_RATIO

    private boolean managed;                              // L   false for an unbound pool, and while the CPU is offline
    private final ItemList worklist;                      // L   the pool's, read only here
    private final NanoClock clock;                        // C
    private final @Nullable Loans loans;                  // C   null if classes are not lent
    final Slots slots;                                    // L
    final WorkerList resumed = new WorkerList();  // L   can go on, on a slot; ahead of new items
    final WorkerList aside = new WorkerList();    // L   can go on without a slot: cpuIntensive ones, and in a bracket
    final WorkerList idle = new WorkerList();     // L
    final BottomHalves bh = new BottomHalves();   // L
    private int running;                                  // L   nr_running: runnable managed workers, but for the next one
    private boolean bhRunning;                            // L   so is that of the BH items, which the kernel does not count
    int mounted;                                          // L   of these, on a carrier; written here only
    final Surplus surplus;                                // L
    final Roster roster = new Roster();           // L   workers alive
    @Nullable Worker latest;                              // L   taken from the idle ones last (kernel: last woken)
    private boolean ending;                               // L
    private boolean cullArmed;                            // L   somebody looks when idle workers have been so for long
    private boolean cullWanted;                           // L   the crew is to be told so when the lock is released

    Concurrency(boolean managed, int slotLimit, ItemList worklist, NanoClock clock, @Nullable Loans loans) {
        this.managed = managed;
        this.worklist = worklist;
        this.clock = clock;
        this.loans = loans;
        this.slots = new Slots(slotLimit);
        this.surplus = new Surplus(clock);
    }

    // Policy: questions with no side effects.

    /** Is there something that only a slot's holder may do? Asked when an item arrives and when a slot becomes free. */
    boolean needsHolder() {
        return mayResume() || needsMoreWorker() || mayServeBh();
    }

    /** Is there a BH item that may start now, or would, had it a worker? One computes at a time. */
    private boolean mayServeBh() {
        return (bh.waits() || bh.needsWorker()) && mounted == 0;
    }

    /** May a worker that can go on be mounted? Not beside a managed one that is: of these one computes at a time. */
    boolean mayResume() {
        return !resumed.isEmpty() && mounted == 0;
    }

    /** Does work wait while nobody runs? (kernel: need_more_worker) */
    boolean needsMoreWorker() {
        return !worklist.isEmpty() && (!managed || mayStartBeside(running));
    }

    /** May an item start while so many other managed workers can run? A lent one may beside those that are not. */
    private boolean mayStartBeside(int others) {
        return !bhRunning && (others == 0 || loans != null && loans.firstMayStart());
    }

    /** May this worker take another item? Asked by one that has just ended an item, or has just been mounted (R33). */
    boolean keepsWorking(Worker worker) {
        if (worklist.isEmpty() || worker.dying || worker.rebound || bh.comeNext()) {
            return false;
        }
        return managed ? mayStartBeside(running - (worker.counted ? 1 : 0)) : resumed.isEmpty();
    }

    /** Must a worker be made before the next item starts? */
    boolean needsWorker() {
        return needsBhWorker() || needsIdleWorker();
    }

    boolean needsBhWorker() {
        return bh.needsWorker() && !ending;
    }

    /** One idle worker stays behind (R56). */
    private boolean needsIdleWorker() {
        return needsMoreWorker() && !mayResume() && idle.size() < 2 && !ending;
    }

    /** Are more workers idle than two, and one for four busy ones? (kernel: too_many_workers) */
    boolean tooManyWorkers() {
        int busy = roster.size() - bh.workers() - idle.size();
        return idle.size() > IDLE_KEPT && (idle.size() - IDLE_KEPT) * BUSY_PER_IDLE >= busy;
    }

    /** Does work wait: items, or workers that can go on? */
    boolean workWaits() {
        return othersWaitForBh() || !bh.isEmpty();
    }

    /** Does work wait for which the worker's slot would do? For BH items behind it a BH worker's would not. */
    boolean othersWaitFor(Worker worker) {
        return worker.bh ? othersWaitForBh() : workWaits();
    }

    /** Does work wait that a BH worker keeps from the slot? */
    boolean othersWaitForBh() {
        return !resumed.isEmpty() || !worklist.isEmpty();
    }

    boolean managed() {
        return managed;
    }

    boolean ending() {
        return ending;
    }

    boolean hasEnded() {
        return ending && roster.size() == 0 && slots.carriers() == 0 && !slots.wishOpen();
    }

    int running() {
        return running;
    }

    boolean bhRunning() {
        return bhRunning;
    }

    int workers() {
        return roster.size();
    }

    int idleWorkers() {
        return idle.size() + (bh.hasIdleWorker() ? 1 : 0);
    }

    private boolean nobodyToDieOn() {
        return ending && slots.carriers() == 0 && (!idle.isEmpty() || bh.hasIdleWorker());
    }

    // Mechanism.

    /**
     * Gives a free slot to an idle carrier, if it is needed; calls one for a worker that runs aside, or has nobody to die
     * on (kernel: kick_pool).
     */
    void kick() {
        if (slots.hasFree() && needsHolder()) {
            Carrier carrier = slots.call();
            if (carrier != null) {
                slots.acquire(carrier);
            }
        }
        if (!aside.isEmpty() || nobodyToDieOn()) {
            slots.call();
        }
    }

    /** {@return whether a carrier was wished for that is needed still} */
    boolean wantsCarrier() {
        withdrawNeedlessWish();
        return slots.wishMade();
    }

    /** A carrier that is not needed any more is wished for no more. */
    void withdrawNeedlessWish() {
        if (!nobodyToDieOn() && aside.isEmpty() && !(slots.hasFree() && needsHolder())) {
            slots.withdrawWish();
        }
    }

    /** The worker found nothing to do, or is new, and can be mounted. */
    void becomeIdle(Worker worker) {
        if (worker.state() == WorkerState.NEW) {
            roster.add(worker);
        }
        worker.become(WorkerState.IDLE);
        worker.carrier = null;
        worker.idleSinceNanos = clock.nowNanos();
        worker.rebound = false;
        if (worker.bh) {
            bh.workerIsIdle();
            return;
        }
        idle.push(worker);
        if (!cullArmed && tooManyWorkers()) {
            cullArmed = true;
            cullWanted = true;
        }
    }

    boolean takeCullWanted() {
        boolean wanted = cullWanted;
        cullWanted = false;
        return wanted;
    }

    /** {@return the worker that has been idle for longest; null if there are not too many: then nobody needs to look again} */
    @Nullable Worker oldestOfTooMany() {
        cullArmed = tooManyWorkers() && !ending;
        return cullArmed ? idle.last() : null;
    }

    /**
     * The worker's item can go on: from its sleep, from a yield, or before the end of its mount was noted.
     *
     * @param yielded whether its own carrier says so: by a yield, or a park that found its permit on the way down
     */
    void resume(Worker worker, boolean yielded) {
        long nowNanos = clock.nowNanos();
        Share share = worker.share();
        if (share != null && worker.state() == WorkerState.ASLEEP) {
            share.times().asleep(nowNanos - worker.sinceNanos);
        }
        worker.sinceNanos = nowNanos;
        worker.become(WorkerState.RESUMED);
        worker.yielded = yielded;
        Carrier carrier = worker.carrier;
        if (carrier != null) {
            carrier.lastYielded = yielded;
        }
        worker.carrier = null;
        worker.blocked = worker.brackets > 0;   // a native sleep is over with its mount, a bracket is not
        recount(worker);
        (worker.notRunning() ? aside : resumed).addLast(worker);
    }

    void fallAsleep(Worker worker) {
        worker.become(WorkerState.ASLEEP);
        worker.sinceNanos = clock.nowNanos();
        worker.carrier = null;
        worker.blocked = false;
        recount(worker);
    }

    void leave(Worker worker) {
        if (worker.dying) {
            end(worker);
        } else {
            worker.become(WorkerState.LEAVING);
        }
        recount(worker);
    }

    /** There is no such worker any more. */
    void end(Worker worker) {
        worker.become(WorkerState.DEAD);
        roster.remove(worker);
        if (worker.bh) {
            bh.workerEnded();
        }
    }

    /** The worker is not to be counted from now on; its carrier's slot is for others. @return whether work waited for the slot */
    boolean stepAside(Worker worker) {
        recount(worker);
        Carrier carrier = worker.carrier;
        boolean passed = carrier != null && slots.release(carrier) && needsHolder();
        kick();
        return passed;
    }

    boolean holdsSlot(Worker worker) {
        Carrier carrier = worker.carrier;
        return carrier != null && (carrier.hasSlot || slots.acquire(carrier));
    }

    void recount(Worker worker) {
        boolean counts = managed && worker.shouldCount();
        if (counts != worker.counted) {
            worker.counted = counts;
            if (worker.bh) {
                bhRunning = counts;
            } else {
                running += counts ? 1 : -1;
                assert running >= 0 : "nr_running is negative";
                surplus.follow(running);
            }
        }
        boolean isMounted = counts && worker.state() == WorkerState.MOUNTED;
        if (isMounted != worker.countedMounted) {
            worker.countedMounted = isMounted;
            mounted += isMounted ? 1 : -1;
        }
        if (loans != null) {
            loans.recount(worker);
        }
    }

    /** Chooses the worker that the carrier mounts next and mounts it, as far as the books go. @return null: there is none */
    @Nullable Worker mountNext(Carrier carrier) {
        if (!carrier.hasSlot && needsHolder()) {
            slots.acquire(carrier);
        }
        Worker worker = carrier.hasSlot ? nextForSlot() : null;
        if (worker == null) {
            slots.release(carrier);
            worker = aside.isEmpty() ? nextToDie() : aside.poll();
        }
        if (worker != null) {
            mount(worker, carrier);
        }
        return worker;
    }

    private @Nullable Worker nextForSlot() {
        if (bh.goFirst() && mounted == 0) {
            return bh.takeWorker(clock.nowNanos());
        }
        Worker other = nextBesideBh();
        if (other == null && bh.waits() && mounted == 0) {
            return bh.takeWorker(clock.nowNanos());   // nobody is there whom it could let through
        }
        return other;
    }

    private @Nullable Worker nextBesideBh() {
        if (mayResume()) {
            bh.oneIsThrough();
            return resumed.poll();
        }
        latest = needsMoreWorker() ? idle.poll() : null;
        return latest;
    }

    private @Nullable Worker nextToDie() {
        Worker worker = ending ? idle.poll() : null;
        if (worker == null && ending) {
            worker = bh.takeWorker(clock.nowNanos());
        }
        if (worker != null) {
            worker.dying = true;
        }
        return worker;
    }

    private void mount(Worker worker, Carrier carrier) {
        Share share = worker.share();
        if (share != null) {
            share.times().ready(clock.nowNanos() - worker.sinceNanos);
            carrier.meterLocked(share, clock.nowNanos());
        }
        worker.become(WorkerState.MOUNTED);
        worker.carrier = carrier;
        worker.mountNo++;
        carrier.mounted = worker;
        carrier.mountNo = worker.mountNo;
        if (!worker.yielded || !carrier.lastYielded) {
            carrier.advanceLocked();   // else nobody has slept: what is measured goes on
        }
        worker.yielded = false;
        carrier.lastYielded = false;
        recount(worker);
    }

    /** The CPU has gone: nobody is counted any more, and there are so many slots, as in an unbound pool. */
    void disassociate(int slotLimit) {
        managed = false;
        for (Worker worker = roster.after(null); worker != null; worker = roster.after(worker)) {
            recount(worker);
        }
        slots.limit(slotLimit);
        kick();
    }

    /**
     * The CPU is back. Those that are in the middle of a round are not counted until they begin another one, and go on
     * without a slot. No carrier holds a slot when this is called.
     */
    void associate(int slotLimit) {
        managed = true;
        for (Worker worker = roster.after(null); worker != null; worker = roster.after(worker)) {
            worker.rebound = worker.state().isInRound();
            recount(worker);
        }
        for (Worker worker = resumed.poll(); worker != null; worker = resumed.poll()) {
            aside.addLast(worker);
        }
        slots.limit(slotLimit);
        slots.callAll();   // a carrier that was made for other CPUs ends, and the rest look where they are
        kick();
    }

    /** No item will come any more: carriers end, and take the idle workers with them. */
    void end() {
        ending = true;
        slots.callAll();
        kick();
    }
}
