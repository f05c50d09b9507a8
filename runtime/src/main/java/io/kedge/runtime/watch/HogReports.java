package io.kedge.runtime.watch;

import java.util.IdentityHashMap;

import io.kedge.runtime.work.FunctionProfile;
import org.jspecify.annotations.Nullable;

/**
 * Says which functions use their CPU for too long: at a given violation of the threshold, then 1, 3, 7, 15, ... later
 * (kernel: wq_cpu_intensive_report). One thread only.
 */
public final class HogReports {
    static final int MOST_FUNCTIONS = 128;
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final int from;                                                          // C
    private final long thresholdNanos;                                               // C
    private final IdentityHashMap<FunctionProfile, Integer> violations = new IdentityHashMap<>();

    /**
     * Reports on one engine.
     *
     * @param from first violation that is reported; 0: none is
     */
    public HogReports(int from, HogPace pace) {
        this.from = from;
        this.thresholdNanos = pace.firstNanos();
    }

    /** A function has been marked CPU intensive by the tick; null: none has. */
    void violated(@Nullable FunctionProfile function) {
        if (function == null || from == 0 || !violations.containsKey(function) && violations.size() == MOST_FUNCTIONS) {
            return;
        }
        int count = violations.merge(function, 1, Integer::sum);
        if (isReported(count)) {
            LOG.log(System.Logger.Level.WARNING, "work function " + function + " used its CPU for more than "
                    + thresholdNanos / 1_000 + " us without blocking, " + count + " times, while others waited:"
                    + " queue it on an unbound or a CPU-intensive workqueue");
        }
    }

    private boolean isReported(int count) {
        int powerOfTwo = count + 1 - from;
        return count >= from && Integer.bitCount(powerOfTwo) == 1;
    }
}
