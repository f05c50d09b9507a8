package io.kedge.runtime.work;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * By when the instances of an item shall have ended.
 *
 * <pre>
 *   A   any thread
 *   O   the owner while OWNED; the holder of the pool's lock while queued
 * </pre>
 */
abstract class DueItem extends LentItem {
    private static final Duration LONGEST = Duration.ofDays(365);

    private volatile @Nullable Deadline deadline;   // A   of instances that are queued from now on
    private @Nullable Deadline due;                 // O   of the pending instance

    /** {@return the item itself} */
    abstract WorkItem item();

    final void setDeadline(Duration within) {
        requireNonNull(within, "within");
        if (within.isNegative() || within.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an item's deadline must be 0 (none) to 365 days after its queueing, was " + within);
        }
        deadline = within.isZero() ? null : new Deadline(item(), within.toNanos());
    }

    /** A new instance is queued. Its owner, or who has taken it out of a pool's box. */
    final void noteDue(long nowNanos) {
        Deadline its = deadline;
        if (its != due || its != null) {
            dueAfter(its, nowNanos);
        }
    }

    private void dueAfter(@Nullable Deadline asked, long nowNanos) {
        Deadline last = due;
        Deadline its = asked == null && last != null && last.onlyOrders() ? last : asked;
        due = its;
        if (its != null) {
            its.queuedAt(nowNanos);
        }
    }

    /** It goes among others that start by deadline: has it ordered by something if it has none. The owner, after its queueing was noted. */
    public final void orderAmongDue(long nowNanos) {
        if (due == null) {
            dueAfter(Deadline.patienceOf(item()), nowNanos);
        }
    }

    /** {@return by when the pending instance shall have ended, or what it is ordered by among such; null if nothing was said} */
    public final @Nullable Deadline dueLocked() {
        return due;
    }
}
