package io.kedge.hal.api;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How the edges of one contact movement become one event. Every policy keeps the first edge's stamp and the number of
 * edges it swallowed.
 *
 * @param policy when an event is due
 * @param period the policy's time; zero if and only if the policy is {@link Policy#NONE}
 */
public record Debounce(Policy policy, Duration period) {

    /** When an event is due. */
    public enum Policy {
        /** At each edge. For clean signals and fast pulses. */
        NONE,
        /** When the level has been steady for the period. Drops pulses that are shorter; late by the period. */
        SETTLE,
        /**
         * At the first edge; what follows within the period is bounce. If the level differs when the period is over, that is
         * a second event. Not late, but a spike of noise is an event too.
         */
        LEADING
    }

    /** The longest period: beyond it a setting is a mistake in the unit. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Debounce NO_DEBOUNCE = new Debounce(Policy.NONE, Duration.ZERO);

    /** Refuses a period that does not fit the policy. */
    public Debounce {
        requireNonNull(policy, "policy");
        requireNonNull(period, "period");
        if (policy == Policy.NONE && !period.isZero()) {
            throw new IllegalArgumentException("debounce period must be 0 without a policy, was " + period);
        }
        if (policy != Policy.NONE && (!period.isPositive() || period.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("debounce period must be longer than 0 and at most 10 s, was " + period);
        }
    }

    /** {@return no debouncing: each edge is an event} */
    public static Debounce none() {
        return NO_DEBOUNCE;
    }

    /** {@return an event when the level has been steady for the period} */
    public static Debounce settle(Duration period) {
        return new Debounce(Policy.SETTLE, period);
    }

    /** {@return an event at the first edge, then none for the period} */
    public static Debounce leading(Duration period) {
        return new Debounce(Policy.LEADING, period);
    }
}
