package io.kedge.hal.cdev;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Edge;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.board.BoardDriver;

/**
 * What one request asks of the kernel.
 *
 * @param offsets        the lines on their chip, 1 to 64
 * @param consumer       who asks, for gpioinfo and for whoever wants the line next; cut after 31 bytes
 * @param flags          as in {@link GpioV2}, for all of them
 * @param eventBuffer    edges the kernel shall keep, rounded up by it to a power of two; 0 for 16 a line
 * @param initialBits    levels that outputs start with; bit i is the i-th of {@code offsets}
 * @param debounceMicros how long a level must be steady, for all inputs among them; unsigned, 0 for no debounce
 */
record LineSpec(List<Integer> offsets, String consumer, long flags, int eventBuffer, long initialBits, int debounceMicros) {
    LineSpec {
        offsets = List.copyOf(offsets);
        if (offsets.isEmpty() || offsets.size() > GpioV2.LINES_MAX) {
            throw new IllegalArgumentException("a request has 1 to " + GpioV2.LINES_MAX + " lines, was " + offsets.size());
        }
    }

    /** One input. Its levels and edges stay electrical: active-low is worked in by the bottom half, once. */
    static LineSpec input(LineConfig config, int offset, int eventBuffer) {
        long flags = GpioV2.FLAG_INPUT | bias(config) | edges(config) | clock(config);
        return new LineSpec(List.of(offset), BoardDriver.consumer(config), flags, eventBuffer, 0, debounceMicros(config.debounce()));
    }

    /** One output that starts with the electrical level. */
    static LineSpec output(LineConfig config, int offset, boolean high) {
        long flags = GpioV2.FLAG_OUTPUT | bias(config) | drive(config);
        return new LineSpec(List.of(offset), BoardDriver.consumer(config), flags, 0, high ? 1 : 0, 0);
    }

    private static int debounceMicros(Debounce debounce) {
        return debounce.policy() == Debounce.Policy.KERNEL ? (int) TimeUnit.NANOSECONDS.toMicros(debounce.period().toNanos()) : 0;
    }

    private static long bias(LineConfig config) {
        return switch (config.bias()) {
            case AS_IS -> 0;
            case PULL_UP -> GpioV2.FLAG_BIAS_PULL_UP;
            case PULL_DOWN -> GpioV2.FLAG_BIAS_PULL_DOWN;
            case DISABLED -> GpioV2.FLAG_BIAS_DISABLED;
        };
    }

    private static long edges(LineConfig config) {
        return (config.interrupts().include(Edge.RISING) ? GpioV2.FLAG_EDGE_RISING : 0)
                | (config.interrupts().include(Edge.FALLING) ? GpioV2.FLAG_EDGE_FALLING : 0);
    }

    private static long clock(LineConfig config) {
        return switch (config.clock()) {
            case MONOTONIC -> 0;
            case REALTIME -> GpioV2.FLAG_EVENT_CLOCK_REALTIME;
            case HTE -> GpioV2.FLAG_EVENT_CLOCK_HTE;
        };
    }

    private static long drive(LineConfig config) {
        return switch (config.drive()) {
            case PUSH_PULL -> 0;
            case OPEN_DRAIN -> GpioV2.FLAG_OPEN_DRAIN;
            case OPEN_SOURCE -> GpioV2.FLAG_OPEN_SOURCE;
        };
    }
}
