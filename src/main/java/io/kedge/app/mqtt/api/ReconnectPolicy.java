package io.kedge.app.mqtt.api;

import java.time.Duration;

/**
 * How long the link waits before it tries again. Delays are drawn at random from {@code least} to a ceiling that
 * doubles with each failure (full jitter), seeded by the device id.
 *
 * @param least  no delay is shorter
 * @param base   the first ceiling
 * @param cap    the highest ceiling
 * @param stable a connection that lasted this long makes the ceiling start anew
 * @param slow   the ceiling after a refusal that a person must cure; the delay is at least half of it
 * @param spread the first attempt after the start, and the first after the loss of a stable connection, come at random
 *     within this time; grows with the fleet
 */
public record ReconnectPolicy(
        Duration least, Duration base, Duration cap, Duration stable, Duration slow, Duration spread) {

    private static final long SPREAD_MILLIS_PER_DEVICE = 12;
    private static final Duration LONGEST_SPREAD = Duration.ofMinutes(2);

    /** Refuses an order of delays that makes no sense. */
    public ReconnectPolicy {
        if (least.isNegative() || least.compareTo(base) > 0 || base.compareTo(cap) > 0 || !base.isPositive()) {
            throw new BadSettingException("reconnect delays must be 0 <= least <= base <= cap with base over 0, were "
                    + least + ", " + base + ", " + cap);
        }
        if (stable.isNegative() || slow.isNegative() || spread.isNegative()) {
            throw new BadSettingException("reconnect times must not be negative, were stable " + stable + ", slow "
                    + slow
                    + ", spread " + spread);
        }
    }

    /**
     * {@return the policy for a fleet of this many devices} A fleet of ten thousand spreads over two minutes, which is
     * also the most.
     */
    public static ReconnectPolicy forFleetOf(int devices) {
        if (devices < 1) {
            throw new BadSettingException("fleet size must be at least 1, was " + devices);
        }
        Duration spread = devices == 1 ? Duration.ZERO : Duration.ofMillis(SPREAD_MILLIS_PER_DEVICE * devices);
        return new ReconnectPolicy(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1),
                Duration.ofMinutes(1), Duration.ofMinutes(2), spread.compareTo(LONGEST_SPREAD) > 0 ? LONGEST_SPREAD
                : spread);
    }
}
