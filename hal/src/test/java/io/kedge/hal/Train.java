package io.kedge.hal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Levels of a line with the times between them, for a line that begins low.
 *
 * <p>How long switches bounce is taken from Jack G. Ganssle, "A Guide to Debouncing" (The Ganssle Group, 2004, revised 2008), who measured
 * 18 switches: 1557 us on average and 6200 us at most, two left out that bounced for longer; one of these, "switch E", for 157 ms when it
 * opened and never for more than 20 us when it closed. How many edges fall into that time, and how far apart, is not taken from there.
 *
 * @param name  what it is
 * @param steps each level with the time since the one before
 */
public record Train(String name, List<Step> steps) {
    private static final long AVERAGE_MICROS = 1_557;
    private static final long LONGEST_OF_SIXTEEN_MICROS = 6_200;
    private static final long SWITCH_E_CLOSES_MICROS = 20;
    private static final long SWITCH_E_OPENS_MICROS = 157_000;
    private static final long SPIKE_MICROS = 100;

    /** One level. */
    public record Step(long afterMicros, boolean high) { }

    @Override
    public String toString() {
        return name;
    }

    /** {@return a press and a release of a switch that bounces for the average time: 7 edges each} */
    public static Train average(Duration period) {
        return new Builder(period).move(true, AVERAGE_MICROS, 3).pause(2).move(false, AVERAGE_MICROS, 3).train("average switch");
    }

    /** {@return a press and a release of the worst switch but two: 11 edges each} */
    public static Train worstOfSixteen(Duration period) {
        return new Builder(period)
                .move(true, LONGEST_OF_SIXTEEN_MICROS, 5).pause(2)
                .move(false, LONGEST_OF_SIXTEEN_MICROS, 5)
                .train("worst of sixteen");
    }

    /** {@return switch E: closes with 3 edges, opens with 13} */
    public static Train switchE(Duration period) {
        return new Builder(period).move(true, SWITCH_E_CLOSES_MICROS, 1).pause(2).move(false, SWITCH_E_OPENS_MICROS, 6).train("switch E");
    }

    /** {@return a spike; a spike a tenth of the period before a long pulse, which has a dip in the middle: 8 edges} */
    public static Train spikes(Duration period) {
        return new Builder(period)
                .spike(true).pause(3)
                .spike(true).pause(0.1).move(true, 0, 0).pause(3)
                .spike(false).pause(3)
                .move(false, 0, 0)
                .train("spikes");
    }

    /** {@return 11 edges to high, and back a quarter of the period later} */
    public static Train tap(Duration period) {
        return new Builder(period).move(true, 20_000, 5).pause(0.25).move(false, 0, 0).train("tap");
    }

    private static final class Builder {
        private final long periodMicros;
        private final List<Step> steps = new ArrayList<>();
        private long waitMicros;

        Builder(Duration period) {
            this.periodMicros = period.toNanos() / 1_000;
        }

        /** To the level, and back and forth so often that the last edge comes after this time. */
        Builder move(boolean high, long bounceMicros, int pairs) {
            boolean level = high;
            step(level);
            for (int i = 0; i < 2 * pairs; i++) {
                waitMicros = bounceMicros / (2L * pairs);
                level = !level;
                step(level);
            }
            return this;
        }

        Builder spike(boolean high) {
            return move(high, 0, 0).pauseMicros(SPIKE_MICROS).move(!high, 0, 0);
        }

        Builder pause(double periods) {
            return pauseMicros((long) (periods * periodMicros));
        }

        private Builder pauseMicros(long micros) {
            waitMicros = micros;
            return this;
        }

        private void step(boolean high) {
            steps.add(new Step(waitMicros, high));
            waitMicros = 0;
        }

        Train train(String name) {
            return new Train(name, List.copyOf(steps));
        }
    }
}
