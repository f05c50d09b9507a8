package io.kedge.runtime.sim;

import java.time.Duration;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.pool.Caller;
import io.kedge.runtime.pool.Share;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.timer.TimerBooks;
import io.kedge.runtime.work.Places;

import static java.util.Objects.requireNonNull;

/** The calls of the engine, each with what it promises: kept in the model, or checked when it returns. */
final class Acts {
    // what it means to have met an item, by its place; nobody takes what others own
    private static final Seen[] TAKEN = {
        Seen.IDLE_TO_OWNED, Seen.PREEMPTED_WHILE_OWNER, Seen.TIMER_TO_OWNED, Seen.INACTIVE_TO_OWNED, Seen.ACTIVE_TO_OWNED,
        Seen.ASSIGNED_TO_OWNED, Seen.RCU_WAS_PENDING, Seen.POSTED_TO_OWNED
    };
    private static final Seen[] CANCELLED = {
        Seen.CANCELLED_IDLE, Seen.PREEMPTED_WHILE_OWNER, Seen.CANCELLED_ARMED, Seen.CANCELLED_INACTIVE, Seen.CANCELLED_ACTIVE,
        Seen.CANCELLED_ASSIGNED, Seen.RCU_WAS_PENDING, Seen.CANCELLED_POSTED
    };
    private static final Seen[] MODIFIED = {
        Seen.MODIFIED_IDLE, Seen.PREEMPTED_WHILE_OWNER, Seen.MODIFIED_ARMED, Seen.MODIFIED_INACTIVE, Seen.MODIFIED_ACTIVE,
        Seen.MODIFIED_ASSIGNED, Seen.RCU_WAS_PENDING, Seen.MODIFIED_POSTED
    };

    private final Simulation simulation;
    private final Dice dice;
    private final Coverage coverage;

    Acts(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.coverage = simulation.coverage;
    }

    // ---- queueing

    void queue(SimItem item) {
        SimQueue queue = queueFor(item);
        if (isRefused(queue)) {
            refuses(() -> queue.api.queue(item.work));
            return;
        }
        int before = item.place();
        boolean disabled = Places.depth(item.work) > 0;
        boolean draining = queue.drainers > 0;
        int cpu = dice.oneIn(2) ? simulation.plan.someCpu(dice) : -1;
        trace("queue ", item, " on ", queue, cpu < 0 ? "" : ", cpu " + cpu);
        Workqueue api = queue.api;
        boolean queued = cpu < 0 ? api.queue(item.work) : api.queueOn(cpu, item.work);
        mustBe(queued, before, disabled, (draining || queue.drainers > 0) && !isChained(queue), item);
        if (queued) {
            accepted(item, queue);
            isPlaced(item, queue, cpu);
        } else {
            coverage.saw(before != Places.IDLE ? Seen.WAS_PENDING : disabled ? Seen.WAS_DISABLED : Seen.DROPPED_BY_DRAIN);
        }
    }

    /** A queued item is in the pool of the CPU that was asked for, if any, or where it runs already (R12, R13, R18). */
    void isPlaced(SimItem item, SimQueue queue, int cpu) {
        boolean there = cpu < 0 || simulation.attrs.serves(queue, cpu, item.work.host());
        check(there || item.isRunning(), item + " was queued for CPU " + cpu + " and is elsewhere (R12, R13)");
        if (cpu < 0 && queue.kind == Kind.LOAD_AWARE && isFarFromItsCaller(item, queue)) {
            coverage.saw(Seen.CHOSEN_BY_LOAD);
        }
        if (!there) {
            coverage.saw(Seen.REDIRECTED_TO_ITS_POOL);
        } else if (cpu >= 0 && !queue.isBound() && simulation.plan.topology().shards().size() > 1) {
            coverage.saw(Seen.QUEUED_IN_ANOTHER_POD);
        }
    }

    private boolean isFarFromItsCaller(SimItem item, SimQueue queue) {
        int cpu = simulation.callersCpuSaid;
        return simulation.attrs.unbound.get(cpu) && !item.isRunning() && !simulation.attrs.serves(queue, cpu, item.work.host());
    }

    void queueDelayed(SimItem item, Duration delay) {
        if (item.delayed == null) {
            queue(item);
            return;
        }
        SimQueue queue = queueFor(item);
        if (isRefused(queue)) {
            refuses(() -> queue.api.queueDelayed(item.delayed, delay));
            return;
        }
        int before = item.place();
        boolean disabled = Places.depth(item.work) > 0;
        boolean draining = queue.drainers > 0;
        trace("queue ", item, " on ", queue, " in ", delay);
        int cpu = dice.oneIn(2) ? simulation.plan.someCpu(dice) : -1;
        Workqueue api = queue.api;
        boolean queued = cpu < 0 ? api.queueDelayed(item.delayed, delay) : api.queueDelayedOn(cpu, item.delayed, delay);
        mustBe(queued, before, disabled, draining || queue.drainers > 0, item);
        if (queued) {
            item.armedFor = cpu;
            accepted(item, queue);
        }
    }

    void modDelayed(SimItem item, Duration delay) {
        if (item.delayed == null) {
            queue(item);
            return;
        }
        SimQueue queue = queueFor(item);
        awaitUnowned(item);
        if (isRefused(queue)) {
            refuses(() -> queue.api.modDelayed(item.delayed, delay));
            return;
        }
        int before = item.place();
        boolean disabled = Places.depth(item.work) > 0;
        long leftNanos = TimerBooks.nanosToExpiry(item.delayed, simulation.nowNanos);
        trace("modify ", item, ", ", Places.NAMES.get(before), ", on ", queue, " to ", delay);
        item.takingBack++;
        int cpu = dice.oneIn(2) ? simulation.plan.someCpu(dice) : -1;
        Workqueue api = queue.api;
        boolean wasPending = cpu < 0 ? api.modDelayed(item.delayed, delay) : api.modDelayedOn(cpu, item.delayed, delay);
        int after = item.place();
        check(wasPending == (before != Places.IDLE), "modDelayed said " + wasPending + " of an item that was "
                + Places.NAMES.get(before) + " (R122)");
        check(!disabled || after == Places.IDLE, "modDelayed of a disabled item left it pending (R122)");
        if (disabled) {
            return;
        }
        coverage.saw(MODIFIED[before]);
        if (before == Places.TIMER && after == Places.TIMER) {
            coverage.saw(delay.toNanos() < leftNanos ? Seen.MODIFIED_TO_EARLIER : Seen.MODIFIED_TO_LATER);
        }
        if (wasPending) {
            item.takenBack++;
        }
        if (after != Places.IDLE) {
            item.armedFor = cpu;
            accepted(item, queue);
        } else {
            check(queue.drainers > 0, "modDelayed left the item idle (R122): " + item);
        }
    }

    void accepted(SimItem item, SimQueue queue) {
        item.accepted++;
        item.queued(++simulation.queueings, simulation.steps);
        item.wasElsewhere |= queue != item.home;
        coverage.saw(Seen.QUEUED);
        if (item.place() > Places.TIMER && queue.attrs.isReplaced(item.work.placement())) {
            coverage.saw(Seen.QUEUED_ON_A_REPLACED_SHARE);
        }
        coverage.saw(switch (item.place()) {
            case Places.TIMER -> Seen.OWNED_TO_TIMER;
            case Places.INACTIVE -> Seen.OWNED_TO_INACTIVE;
            case Places.POSTED -> Seen.IDLE_TO_POSTED;
            default -> Seen.OWNED_TO_ACTIVE;
        });
    }

    void mustBe(boolean queued, int before, boolean disabled, boolean draining, SimItem item) {
        boolean refused = before != Places.IDLE || disabled;
        check(!queued || !refused, "a pending or disabled item was queued (R2, R6): " + item);
        check(queued || refused || draining, "an idle item was not queued (R1): " + item);
        if (!refused) {
            coverage.saw(Seen.IDLE_TO_OWNED);
        }
    }

    static boolean isRefused(SimQueue queue) {
        return queue.closed && !isChained(queue);
    }

    /** The workqueue is closed: the call must say so, and do nothing. */
    private void refuses(Runnable call) {
        boolean refused = false;
        try {
            call.run();
        } catch (IllegalStateException closed) {
            refused = true;
        }
        check(refused, "a closed workqueue took a call (R102)");
        coverage.saw(Seen.REFUSED_BY_A_CLOSED_ONE);
    }

    // ---- taking back

    void cancel(SimItem item) {
        awaitUnowned(item);
        int before = item.place();
        boolean running = item.isRunning();
        boolean idle = before == Places.IDLE && !running;
        check(item.work.busy() || idle || item.wasElsewhere, "busy() does not see that the item is pending or runs: " + item);
        trace("cancel ", item, ", ", Places.NAMES.get(before));
        item.takingBack++;
        tookBack(item, before, item.work.cancel(), "cancel");
        coverage.saw(running && before == Places.IDLE ? Seen.CANCELLED_RUNNING : CANCELLED[before]);
    }

    void disable(SimItem item) {
        awaitUnowned(item);
        int before = item.place();
        trace("disable ", item, ", ", Places.NAMES.get(before));
        item.takingBack++;
        item.disables++;
        tookBack(item, before, item.work.disable(), "disable");
    }

    void enable(SimItem item) {
        awaitUnowned(item);
        if (item.disables > 0) {
            trace("enable ", item);
            item.disables--;
            boolean enabled = item.work.enable();
            check(enabled == (Places.depth(item.work) == 0), "enable said " + enabled + " (R112): " + item.work);
        }
    }

    /** Answers one disable() that nobody has answered. @return false if there is none */
    boolean enableOne() {
        for (SimItem item : simulation.items) {
            if (item.disables > 0) {
                enable(item);
                return true;
            }
        }
        return false;
    }

    void cancelSync(SimItem item, int level) throws InterruptedException {
        if (!mayWaitFor(item, level)) {
            return;
        }
        awaitUnowned(item);
        int before = item.place();
        boolean running = item.isRunning();
        trace("cancelSync ", item, ", ", Places.NAMES.get(before));
        item.takingBack++;
        item.syncs++;
        boolean wasPending = item.work.cancelSync();
        item.syncs--;
        tookBack(item, before, wasPending, "cancelSync");
        trace("cancelSync ", item, " returns");
        if (running) {
            coverage.saw(Seen.CANCEL_SYNC_WAITED);
        }
        if (level >= 0) {
            coverage.saw(Seen.CANCEL_SYNC_BY_A_WORKER);
        }
        boolean idle = item.place() == Places.IDLE && !item.isRunning();
        check(idle || item.wasElsewhere, "after cancelSync the item is pending or runs (R107): " + item);
    }

    private void tookBack(SimItem item, int before, boolean said, String call) {
        check(said == (before != Places.IDLE), call + " said " + said + " of an item that was " + Places.NAMES.get(before)
                + " (R105, R106, R110)");
        coverage.saw(TAKEN[before]);
        coverage.saw(Seen.OWNED_TO_IDLE);
        if (said) {
            item.takenBack++;
        }
    }

    /** Makes the item as new, if it is idle; a cancelSync that waits would lose its disable(). */
    void reinitialise(SimItem item) {
        awaitUnowned(item);
        if (item.syncs > 0) {
            return;
        }
        boolean pending = item.place() != Places.IDLE;
        boolean running = item.isRunning();
        trace("re-initialise ", item, ", ", Places.NAMES.get(item.place()));
        boolean refused = false;
        try {
            item.reinitialise();
        } catch (IllegalStateException isPending) {
            refused = true;
        }
        check(refused == pending, "a pending item was re-initialised, or an idle one was not: " + item);
        if (!refused) {
            item.disables = 0;
            item.wasElsewhere |= running;
        }
        coverage.saw(refused ? Seen.REINITIALISING_REFUSED : running ? Seen.REINITIALISED_RUNNING : Seen.REINITIALISED_IDLE);
    }

    // ---- waiting

    void flush(SimItem item, int level) throws InterruptedException {
        boolean maybeDropped = item.delayed != null && simulation.plan.drains();   // by its own hurrying
        if (!mayWaitFor(item, level) || maybeDropped) {
            return;
        }
        awaitUnowned(item);
        boolean running = item.isRunning();
        int before = item.place();
        int goal = item.started + (before != Places.IDLE ? 1 : 0);
        int takenBack = item.takingBack;
        trace("flush ", item, ", ", Places.NAMES.get(before));
        boolean waited = item.work.flush();
        trace("flush ", item, " returns");
        check(item.wasElsewhere || item.ended >= goal || item.takingBack > takenBack,
                "flush returned before the instance had ended (R80): " + item);
        check(item.wasElsewhere || waited == (running || before != Places.IDLE), "flush said " + waited + " (R79): " + item);
        coverage.saw(before != Places.IDLE ? Seen.FLUSHED_PENDING : running ? Seen.FLUSHED_RUNNING : Seen.FLUSHED_IDLE);
        if (level >= 0) {
            coverage.saw(Seen.FLUSHED_BY_A_WORKER);
        }
    }

    void flush(SimQueue queue, int level) throws InterruptedException {
        if (queue.level <= level) {
            return;
        }
        int[] goals = new int[simulation.items.size()];
        int[] started = new int[goals.length];
        for (int i = 0; i < goals.length; i++) {
            SimItem item = simulation.items.get(i);
            started[i] = item.started;
            goals[i] = item.home == queue && !item.migrates ? item.instancesUntilNow() + item.takingBack : Integer.MIN_VALUE;
        }
        trace("flush of ", queue);
        queue.api.flush();
        trace("flush of ", queue, " returns");
        for (int i = 0; i < goals.length; i++) {
            SimItem item = simulation.items.get(i);
            check(goals[i] == Integer.MIN_VALUE || item.ended >= started[i] && item.ended + item.takingBack >= goals[i],
                    "the workqueue was flushed and an instance had not ended (R86): " + item);
        }
        coverage.saw(level >= 0 ? Seen.WORKQUEUE_FLUSHED_BY_A_WORKER : Seen.WORKQUEUE_FLUSHED);
    }

    /** Drains the workqueue, or closes it for good. */
    void drain(SimQueue queue, boolean forGood) throws InterruptedException {
        trace(forGood ? "close " : "drain ", queue);
        queue.drainers++;
        if (forGood) {
            queue.closed = true;
            coverage.saw(Seen.CLOSED);
            queue.api.close();
        } else {
            queue.api.drain();
            queue.drainers--;
        }
        trace(forGood ? "close of " : "drain of ", queue, " returns");
        for (SimItem item : simulation.items) {
            boolean busy = item.isQueued() || item.isRunning();
            check(item.home != queue || item.migrates || !busy, "the workqueue was drained and has items (R95): " + item);
        }
        coverage.saw(Seen.DRAINED);
    }

    // ---- for all

    private boolean mayWaitFor(SimItem item, int level) {
        return item.home.level > level;
    }

    SimQueue queueFor(SimItem item) {
        if (!item.migrates) {
            return item.home;
        }
        SimQueue other = simulation.queues.get(dice.below(simulation.queues.size()));
        return other.level == item.home.level && other.isBh() == item.home.isBh() ? other : item.home;
    }

    /** {@return whether an item of the workqueue calls: what it queues there is taken even while that is drained (R98)} */
    static boolean isChained(SimQueue queue) {
        Share share = Caller.share();
        return share != null && share.workqueue() == queue.api;
    }

    /** Others own the item for a moment: a thread of the machine would nap, and try again. */
    void awaitUnowned(SimItem item) {
        while (item.isOwned()) {
            coverage.saw(Seen.PREEMPTED_WHILE_OWNER);
            requireNonNull(simulation.current, "a caller").pause(Pause.PREEMPTED, 0);
        }
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }

    private void trace(Object... parts) {
        if (simulation.isTraced()) {
            StringBuilder line = new StringBuilder();
            for (Object part : parts) {
                line.append(part);
            }
            simulation.trace(line.toString());
        }
    }
}
