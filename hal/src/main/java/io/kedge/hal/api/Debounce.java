package io.kedge.hal.api;

import java.time.Duration;
import java.util.Locale;

import static java.util.Objects.requireNonNull;

/**
 * How the edges of one contact movement become one event. Every policy but {@link Policy#KERNEL} keeps the stamp of
 * the event's first edge and the number of edges it swallowed: each edge is the first of an event, one of its
 * bounces, or counted as swallowed.
 *
 * <p>They decide by the stamps of the edges, not by when somebody gets to run: a bottom half that is late tells the same. An
 * edge exactly one period after the one before is a movement of its own. A loss on the way (an overflow, a gap in the
 * kernel's numbers) is repaired by reading the level again: if it differs, that counts as an edge at the time of the
 * reading, and an event whose movement was under way is marked as {@link LineEvent#resync()}.
 *
 * @param policy when an event is due
 * @param period the policy's time; zero if and only if the policy is {@link Policy#NONE}, else up to {@link #LONGEST},
 *     or to {@link #LONGEST_KERNEL}
 * @param edges  how many edges make an event, 1 to {@link #MOST_EDGES}; other than 1 only with {@link Policy#COUNT}
 */
public record Debounce(Policy policy, Duration period, int edges) {

    /** When an event is due. */
    public enum Policy {
        /** At each edge. For clean signals and fast pulses. */
        NONE,
        /**
         * When the level has been steady for the period after the last edge; dated by the first edge of the movement,
         * the others are its bounces. For contacts. Late by the period; a pulse that is shorter, and a level that
         * comes back, is no event: its edges are counted as swallowed when the line is steady. Chatter that never
         * rests for a period is never an event.
         */
        SETTLE,
        /**
         * At the first edge, which dates it; what follows within the period is bounce. If the level differs when the
         * period is over, that is a second event, dated by the last edge, with the others as bounces and a lock-out
         * of its own; if not, what followed is counted as swallowed. Not late, but a spike of noise is an event too,
         * and so is its end.
         */
        LEADING,
        /**
         * When a level has lasted for the period; dated by the edge that began this level. Pulses that were shorter
         * never happened: they do not date the event, as they do with {@link #SETTLE}. Those less than a period
         * before it are its bounces, others are counted as swallowed. For electronic sensors on noisy wires: the
         * stamps of two events give the exact length of the pulse.
         */
        GLITCH,
        /**
         * When {@link Debounce#edges()} edges or more came within the period: one event for all of them, at the end
         * of the window. The window is dated by and begins with the oldest of these edges; it slides, so that
         * wherever so many lie closer together than the period, there is an event, and no edge is in two. {@link
         * LineEvent#edges()} is their number, which without end gives the rate. Edges that do not find enough company
         * are counted as swallowed. The event is always active: it tells of activity, not of a level, and none tells
         * its end. Counts the edges that the line is armed for, of whatever polarity; a level read again after a loss
         * is none. For vibration sensors and fast pulses.
         */
        COUNT,
        /**
         * When the kernel or the chip calls the level steady: it debounces, and edges that bounce never come. What is
         * kept elsewhere is lost here: the stamp is of the moment the kernel's own timer ran, the period and some
         * milliseconds after the last edge (measured with 20 ms: 21 to 22 ms after it, 28 to 35 ms after the first),
         * there are no bounces to count, and {@link InputLine#active()} is debounced too. It saves the interrupts'
         * way to here where a contact bounces without end. Boards without a kernel refuse it, and chips that debounce
         * themselves may refuse the period. Whole microseconds, up to {@link #LONGEST_KERNEL}. Source:
         * gpio-v2-get-line-ioctl.rst and drivers/gpio/gpiolib-cdev.c of Linux 6.1.
         */
        KERNEL;

        /** {@return whether it has something to go by on a line with these edges} */
        public boolean worksWith(Edges edges) {
            return switch (this) {
                case NONE, KERNEL -> true;
                case COUNT -> edges != Edges.NONE;
                case SETTLE, LEADING, GLITCH -> edges == Edges.BOTH;
            };
        }
    }

    /** The longest period of all policies but the kernel's: beyond it a setting is a mistake in the unit. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    /** The longest period of {@link Policy#KERNEL}: 4294967295 microseconds, which is what its 32 bits hold. */
    public static final Duration LONGEST_KERNEL = Duration.ofNanos(0xFFFF_FFFFL * 1_000);

    private static final long NANOS_PER_MICRO = 1_000;
    private static final Debounce NO_DEBOUNCE = new Debounce(Policy.NONE, Duration.ZERO, 1);

    /** The largest number of edges that an event may take; it is kept in memory for each line. */
    public static final int MOST_EDGES = 1000;

    /** Refuses a period or a number of edges that does not fit the policy. */
    public Debounce {
        requireNonNull(policy, "policy");
        requireNonNull(period, "period");
        if (policy == Policy.NONE && !period.isZero()) {
            throw new IllegalArgumentException("debounce period must be 0 without a policy, was " + period);
        }
        if (policy == Policy.KERNEL) {
            requireKernels(period);
        } else if (policy != Policy.NONE && (!period.isPositive() || period.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("debounce period must be longer than 0 and at most 10 s, was " + period);
        }
        if (policy == Policy.COUNT && (edges < 1 || edges > MOST_EDGES)) {
            throw new IllegalArgumentException("a count needs 1 to " + MOST_EDGES + " edges, was " + edges);
        }
        if (policy != Policy.COUNT && edges != 1) {
            throw new IllegalArgumentException("debounce " + policy + " counts no edges, the number must be 1, was " + edges);
        }
    }

    private static void requireKernels(Duration period) {
        boolean fits = period.isPositive() && period.compareTo(LONGEST_KERNEL) <= 0;
        if (!fits || period.toNanos() % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException("kernel debounce takes 1 to 4294967295 whole microseconds (32 bits), was " + period);
        }
    }

    /** {@return no debouncing: each edge is an event} */
    public static Debounce none() {
        return NO_DEBOUNCE;
    }

    /** {@return an event when the level has been steady for the period} */
    public static Debounce settle(Duration period) {
        return new Debounce(Policy.SETTLE, period, 1);
    }

    /** {@return an event at the first edge, then none for the period} */
    public static Debounce leading(Duration period) {
        return new Debounce(Policy.LEADING, period, 1);
    }

    /** {@return an event when a level has lasted for the period; shorter pulses never happened} */
    public static Debounce glitch(Duration period) {
        return new Debounce(Policy.GLITCH, period, 1);
    }

    /** {@return one event, with their number, for at least so many edges within the window} */
    public static Debounce count(int edges, Duration window) {
        return new Debounce(Policy.COUNT, window, edges);
    }

    /**
     * {@return what the kernel calls steady; see {@link Policy#KERNEL} for what is lost}
     *
     * @throws IllegalArgumentException if the period is not 1 to 4294967295 whole microseconds
     */
    public static Debounce kernel(Duration period) {
        return new Debounce(Policy.KERNEL, period, 1);
    }

    /** {@return the setting in the words of a profile has it: {@code settle 20ms}, {@code count 5 in 1s}} */
    @Override
    public String toString() {
        String word = policy.name().toLowerCase(Locale.ROOT);
        return switch (policy) {
            case NONE -> word;
            case COUNT -> word + " " + edges + " in " + DurationText.of(period);
            case SETTLE, LEADING, GLITCH, KERNEL -> word + " " + DurationText.of(period);
        };
    }
}
