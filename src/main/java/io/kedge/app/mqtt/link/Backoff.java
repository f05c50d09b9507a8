package io.kedge.app.mqtt.link;

import java.util.random.RandomGenerator;

import io.kedge.app.mqtt.api.ReconnectPolicy;

/**
 * How long to wait before the next attempt: full jitter under a ceiling that doubles. A connection makes the ceiling
 * start anew only after it was stable, so that a broker that accepts and then kicks is not asked once a second for
 * ever. One thread.
 */
final class Backoff {
    private static final int HIGHEST_SHIFT = 30;

    private final ReconnectPolicy policy;
    private final RandomGenerator random;
    private int failures;

    Backoff(ReconnectPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** {@return nanoseconds until the first attempt} */
    long firstNanos() {
        return between(0, policy.spread().toNanos());
    }

    /** {@return nanoseconds over which retained messages are spread after a connect} */
    long birthNanos() {
        return between(0, policy.spread().toNanos());
    }

    /** {@return nanoseconds until the next attempt, after one that never got online} */
    long afterRefusalNanos(Failure failure) {
        return nextNanos(failure, policy.base().toNanos());
    }

    /** {@return nanoseconds until the next attempt, after a connection that was online for so long} */
    long afterLossNanos(Failure failure, long onlineNanos) {
        if (onlineNanos >= policy.stable().toNanos()) {
            failures = 0;
            return nextNanos(failure, Math.max(policy.base().toNanos(), policy.spread().toNanos()));
        }
        return nextNanos(failure, policy.base().toNanos());
    }

    private long nextNanos(Failure failure, long firstCeilingNanos) {
        long capNanos = policy.cap().toNanos();
        long doubled = policy.base().toNanos() << Math.min(failures, HIGHEST_SHIFT);
        boolean overflowed = doubled >> Math.min(failures, HIGHEST_SHIFT) != policy.base().toNanos();
        long ceiling = failures == 0 ? firstCeilingNanos : overflowed ? capNanos : Math.min(capNanos, doubled);
        failures++;
        return switch (failure.outlook()) {
            case PASSING -> between(policy.least().toNanos(), ceiling);
            case BUSY -> between(capNanos / 2, capNanos);
            case NEEDS_CURE -> between(policy.slow().toNanos() / 2, policy.slow().toNanos());
        };
    }

    private long between(long least, long ceiling) {
        return ceiling <= least ? least : random.nextLong(least, ceiling + 1);
    }
}
