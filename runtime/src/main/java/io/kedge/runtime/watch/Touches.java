package io.kedge.runtime.watch;

import java.util.concurrent.ConcurrentHashMap;

/** When somebody told the watchdog that what takes long is as it should be. Any thread. */
final class Touches {
    private final ConcurrentHashMap<Integer, Long> byCpu = new ConcurrentHashMap<>();   // A
    private volatile long everywhereNanos;                                              // A
    private volatile long somewhereNanos;                                               // A   the latest of all

    Touches(long nowNanos) {
        everywhere(nowNanos);
    }

    void everywhere(long nowNanos) {
        everywhereNanos = nowNanos;
        somewhereNanos = nowNanos;
    }

    void on(int cpu, long nowNanos) {
        byCpu.put(cpu, nowNanos);
        somewhereNanos = nowNanos;
    }

    /** {@return nanoseconds since the pools of the CPU were touched; of none, -1: since any was} */
    long sinceNanos(int cpu, long nowNanos) {
        if (cpu < 0) {
            return nowNanos - somewhereNanos;
        }
        Long touched = byCpu.get(cpu);
        long sinceAllNanos = nowNanos - everywhereNanos;
        return touched == null ? sinceAllNanos : Math.min(sinceAllNanos, nowNanos - touched);
    }
}
