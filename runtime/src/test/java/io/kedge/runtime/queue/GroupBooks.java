package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kedge.runtime.timer.TimerBooks;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

/** The books of one group: laws that hold whenever no thread is inside the engine. One thread. */
public final class GroupBooks {
    private final QueueGroup group;
    private final GroupSlots slots;
    private int activeBefore;
    private int highest;        // limit since the latest look
    private boolean throttledBefore;
    private long throttlesBefore;
    private final Set<EngineWorkqueue> all = new LinkedHashSet<>();   // there have been

    public GroupBooks(QueueGroup group) {
        this.group = group;
        this.slots = group.slots();
    }

    /** The limit is about to be changed. */
    public void limitsChange() {
        highest = Math.max(highest, slots.maxActive());
    }

    /** {@return the broken law, null if all hold} */
    public @Nullable String violation() {
        int active = 0;
        int inLine = 0;
        String broken = null;
        for (QueueShare share : shares()) {
            Turn turn = share.slots.group;
            boolean waits = turn != null && turn.waits;
            active += share.slots.active;
            inLine += waits ? 1 : 0;
            if (waits && share.slots.inactive.isEmpty()) {
                broken = "a share without items waits in its line";
            } else if (waits != share.slots.waitsForGroup) {
                broken = "a share " + (waits ? "is in the line of its group and knows nothing of it" : "waits for its group outside of the line");
            }
        }
        limitsChange();
        if (broken != null) {
            return group + ": " + broken;
        }
        if (active != slots.active()) {
            broken = "counts " + slots.active() + " active items, its workqueues have " + active;
        } else if (inLine > slots.waiting()) {
            broken = "counts " + slots.waiting() + " that wait, there are " + inLine;
        } else if (active > Math.max(highest, activeBefore)) {
            broken = active + " items are active, at most " + highest + " may become so";
        } else if (inLine > 0 && active < slots.maxActive() && !slots.isThrottled()) {
            broken = "an item waits although a slot is free";
        } else {
            broken = shareViolation(active);
        }
        activeBefore = active;
        highest = slots.maxActive();
        throttledBefore = slots.isThrottled();
        throttlesBefore = slots.throttles();
        return broken == null ? null : group + ": " + broken;
    }

    private @Nullable String shareViolation(int active) {
        boolean goesOn = slots.isThrottled() && throttledBefore && slots.throttles() == throttlesBefore;
        if (goesOn && active > activeBefore) {
            return "an item becomes active while the group is throttled";
        }
        if (slots.isThrottled() && slots.waiting() > 0 && !slots.isArmed() && active == 0) {
            return "an item waits for CPU time, and nobody comes";
        }
        return null;
    }

    /** {@return whether the timer has the entry that it was said to have, and calls within a period; or is calling just now} */
    private boolean timerCalls(long nowNanos) {
        int place = Places.of(slots.wakeUp());
        return place == Places.OWNED || place == Places.TIMER && TimerBooks.violation(slots.wakeUp()) == null
                && TimerBooks.nanosToExpiry(slots.wakeUp(), nowNanos) <= CpuBudget.PERIOD_NANOS;
    }

    /** {@return the broken law of the CPU time and the timer, null if all hold} */
    public @Nullable String timeViolation(long nowNanos) {
        all.addAll(group.members().view());
        long used = all.stream().mapToLong(member -> member.stats().times().cpuNanos()).sum();
        if (used != slots.usedNanos()) {
            return group + " counts " + slots.usedNanos() + " ns of CPU time, its workqueues have used " + used;
        }
        return !slots.isArmed() || timerCalls(nowNanos) ? null : group + ": the timer was to call, and will not";
    }

    public long usedNanos() {
        return slots.usedNanos();
    }

    public boolean isThrottled() {
        return slots.isThrottled();
    }

    public long throttles() {
        return slots.throttles();
    }

    private List<QueueShare> shares() {
        List<QueueShare> shares = new ArrayList<>();
        Collection<EngineWorkqueue> members = group.members().view();
        members.forEach(member -> shares.addAll(member.shares().all()));
        return shares;
    }

    public int active() {
        return slots.active();
    }

    /** {@return how many shares wait} */
    public int waiting() {
        return slots.waiting();
    }

    /** {@return items of shares that wait for the group} */
    public int waitingItems() {
        return shares().stream().filter(share -> share.slots.waitsForGroup).mapToInt(share -> share.slots.inactive.size()).sum();
    }

    /** {@return whether a share waits in the line that has lost its own slots meanwhile, as by a frost} */
    public boolean waitsWithoutItsOwn() {
        return shares().stream().anyMatch(share -> share.slots.waitsForGroup
                && (share.slots.node == null ? share.slots.active >= share.slots.limit : share.slots.node.counter.isOver()));
    }
}
