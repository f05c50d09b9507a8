package io.kedge.hal.debounce;

import io.kedge.hal.api.Debounce;

/**
 * One line's debouncing. Fed by one thread at a time with samples and with "it is this late now". The caller owns clock
 * and timer and keeps two rules:
 *
 * <ul>
 *   <li>before a sample that is at or after {@link #dueNanos()} it calls {@link #onTime} with the due time, again while
 *       the machine is armed and due; {@link #expiredBefore} asks the question;
 *   <li>while the machine is armed it comes back at the due time or later.
 * </ul>
 *
 * A bottom half that runs late therefore gives the same verdicts as one that runs in time.
 */
public sealed interface Debouncer permits PassThrough, Settle, Leading {

    /** Takes one sample. */
    Verdict onEdge(Sample sample);

    /** Takes the time. Before the due time, or when not armed, it gives {@link Verdict.Nothing}. */
    Verdict onTime(long nowNanos);

    /** {@return whether the machine waits for a time} */
    boolean armed();

    /** {@return the time it waits for; only while armed} */
    long dueNanos();

    /** {@return the level reported last, or the one it started with} */
    boolean reported();

    /** {@return whether the due time lies at or before this moment}; subtracts first, so that it survives wrap-around */
    default boolean expiredBefore(long nanos) {
        return armed() && nanos - dueNanos() >= 0;
    }

    /** {@return a machine for the setting, that takes {@code high} as the level everybody knows} */
    static Debouncer of(Debounce debounce, boolean high) {
        long periodNanos = debounce.period().toNanos();
        return switch (debounce.policy()) {
            case NONE -> new PassThrough(high);
            case SETTLE -> new Settle(periodNanos, high);
            case LEADING -> new Leading(periodNanos, high);
        };
    }
}
