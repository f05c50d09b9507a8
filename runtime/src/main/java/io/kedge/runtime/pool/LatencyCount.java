package io.kedge.runtime.pool;

import java.util.Arrays;

import io.kedge.runtime.inspect.Latencies;

/** Counts how long something took. Not thread-safe. */
final class LatencyCount {
    private final long[] counts = new long[Latencies.BUCKETS];

    void add(long nanos) {
        counts[Latencies.bucketOf(nanos)]++;
    }

    void add(LatencyCount other) {
        for (int bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
    }

    Latencies toLatencies() {
        return new Latencies(Arrays.stream(counts).boxed().toList());
    }
}
