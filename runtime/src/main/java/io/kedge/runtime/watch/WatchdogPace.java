package io.kedge.runtime.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When the watchdog reports a stall, and when it gives up (kernel: watchdog_thresh, panic_on_stall, panic_on_stall_time).
 *
 * @param thresholdNanos a pool whose items wait for longer without progress is stalled; 0: off
 * @param panicRounds    after so many rounds in which some pool was stalled it panics; 0: never
 * @param panicNanos     when a pool has been stalled for so long it panics; 0: never
 * @param panic          told why, on the engine's timer thread, after the report
 */
public record WatchdogPace(long thresholdNanos, int panicRounds, long panicNanos, Consumer<String> panic) {
    private static final Duration MOST = Duration.ofDays(365);
    private static final int EXIT_CODE = 70;   // sysexits.h: EX_SOFTWARE

    /** 30 s, and no panic. */
    public static final WatchdogPace STANDARD = new WatchdogPace(TimeUnit.SECONDS.toNanos(30), 0, 0, WatchdogPace::halt);

    public WatchdogPace {
        if (panicRounds < 0) {
            throw new IllegalArgumentException("the rounds until a panic must be 0 (never) or more, were " + panicRounds);
        }
    }

    /** {@return the same with another threshold} Refuses what is outside 0 to 365 days. */
    public WatchdogPace withThreshold(Duration threshold) {
        return new WatchdogPace(nanosOf(threshold, "the watchdog's threshold must be 0 (off) to 365 days"), panicRounds, panicNanos, panic);
    }

    public WatchdogPace withPanicRounds(int rounds) {
        return new WatchdogPace(thresholdNanos, rounds, panicNanos, panic);
    }

    /** {@return the same, with a panic after a stall of this length} Refuses what is outside 0 to 365 days. */
    public WatchdogPace withPanicAfter(Duration stalled) {
        return new WatchdogPace(thresholdNanos, panicRounds, nanosOf(stalled, "the stall until a panic must be 0 (never) to 365 days"),
                panic);
    }

    public WatchdogPace withPanic(Consumer<String> other) {
        return new WatchdogPace(thresholdNanos, panicRounds, panicNanos, other);
    }

    /** {@return why it is time to panic; empty if it is not} */
    String panics(int rounds, long stalledNanos) {
        if (panicRounds > 0 && rounds >= panicRounds) {
            return "worker pools were found stalled " + rounds + " times";
        }
        return panicNanos > 0 && stalledNanos >= panicNanos
                ? "a worker pool has been stalled for " + TimeUnit.NANOSECONDS.toSeconds(stalledNanos) + " s" : "";
    }

    private static long nanosOf(Duration duration, String demand) {
        if (duration.isNegative() || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(demand + ", was " + duration);
        }
        return duration.toNanos();
    }

    private static void halt(String why) {
        System.err.println("Kedge halts this process, as it was told to (panicOnStall): " + why);
        Runtime.getRuntime().halt(EXIT_CODE);   // no shutdown hooks: they could wait for the stalled pool
    }
}
