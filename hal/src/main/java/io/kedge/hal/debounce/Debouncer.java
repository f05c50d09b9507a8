package io.kedge.hal.debounce;

import io.kedge.hal.api.Debounce;
import org.jspecify.annotations.Nullable;

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
public sealed interface Debouncer permits PassThrough, Steady, Leading, CountWindow {

    /** Takes one sample. */
    Verdict onEdge(Sample sample);

    /** Takes the time. Before the due time, or when not armed, it gives {@link Verdict.Nothing}. */
    Verdict onTime(long nowNanos);

    /** {@return whether the machine waits for a time} */
    boolean armed();

    /** {@return the time it waits for; only while armed} */
    long dueNanos();

    /** {@return the level reported last, or the one it started with; of a policy that tells of no levels, the newest} */
    boolean reported();

    /**
     * Ends this machine; it is not used any more.
     *
     * @return what it has to say of edges that it does not hand over
     */
    default Verdict end() {
        return Verdict.Nothing.AT_ALL;
    }

    /** {@return the movement that is under way and goes to the machine that follows; null if there is none} */
    @Nullable Movement movement();

    /** Goes on with a movement that began under another setting. Only before the first edge. */
    Verdict goOn(Movement movement);

    /** {@return whether the due time lies at or before this moment}; subtracts first, so that it survives wrap-around */
    default boolean expiredBefore(long nanos) {
        return armed() && nanos - dueNanos() >= 0;
    }

    /**
     * {@return a machine for the setting}
     *
     * @param high       the level everybody knows
     * @param activeHigh whether high means active; for policies that tell of activity instead of levels
     */
    static Debouncer of(Debounce debounce, boolean high, boolean activeHigh) {
        long periodNanos = debounce.period().toNanos();
        return switch (debounce.policy()) {
            case NONE, KERNEL -> new PassThrough(high);
            case SETTLE -> new Steady(periodNanos, Steady.Dating.BY_FIRST_EDGE, high);
            case LEADING -> new Leading(periodNanos, high);
            case GLITCH -> new Steady(periodNanos, Steady.Dating.BY_LASTING_EDGE, high);
            case COUNT -> new CountWindow(periodNanos, debounce.edges(), activeHigh, high);
        };
    }
}
