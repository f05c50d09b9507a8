package io.kedge.runtime.inspect;

import java.util.ArrayList;
import java.util.List;

import static java.util.Objects.requireNonNull;

/**
 * How long something took, counted in buckets: below 1024 ns, then four of equal width for each power of two up to 69 s, then
 * one for all that is longer. So a percentile is at most a quarter too long, and never too short below 69 s.
 *
 * @param counts how often, by bucket from the shortest on; without the zeros at the end, so empty if nothing was counted
 */
public record Latencies(List<Long> counts) {
    private static final int FIRST_POWER = 10;   // the first bucket is shorter than 2^10 ns
    private static final int LAST_POWER = 36;    // the last one is longer than 2^36 ns
    private static final int PER_POWER_BITS = 2;

    /** How many buckets there are. */
    public static final int BUCKETS = (LAST_POWER - FIRST_POWER << PER_POWER_BITS) + 2;

    /** Counts of nothing. */
    public static final Latencies NONE = new Latencies(List.of());

    /** Takes a copy without the zeros at the end. */
    public Latencies {
        int used = requireNonNull(counts, "counts").size();
        while (used > 0 && counts.get(used - 1) == 0) {
            used--;
        }
        counts = List.copyOf(counts.subList(0, used));
    }

    /** {@return the bucket, 0 to {@link #BUCKETS} - 1, that so many nanoseconds are counted in; less than none is none} */
    public static int bucketOf(long nanos) {
        if (nanos < 1L << FIRST_POWER) {
            return 0;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (power >= LAST_POWER) {
            return BUCKETS - 1;
        }
        int part = (int) (nanos >>> power - PER_POWER_BITS) & (1 << PER_POWER_BITS) - 1;
        return 1 + (power - FIRST_POWER << PER_POWER_BITS) + part;
    }

    /** {@return the nanoseconds that all of a bucket are shorter than; {@link Long#MAX_VALUE} of the last one} */
    public static long endOf(int bucket) {
        if (bucket >= BUCKETS - 1) {
            return Long.MAX_VALUE;
        }
        int power = FIRST_POWER + (bucket >> PER_POWER_BITS);
        return (1L << power) + ((long) (bucket & (1 << PER_POWER_BITS) - 1) << power - PER_POWER_BITS);
    }

    /** {@return how often, altogether} */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * {@return nanoseconds that so much of all was shorter than; 0 if nothing was counted; {@link Long#MAX_VALUE} if it was
     * longer than 69 s}
     *
     * @param share above 0 and up to 1: 0.99 for the 99th percentile
     * @throws IllegalArgumentException if outside
     */
    public long percentileNanos(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a percentile's share must be above 0 and up to 1, was " + share);
        }
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            seen += counts.get(bucket);
            if (seen >= wanted) {
                return endOf(bucket);
            }
        }
        return 0;
    }

    /** {@return what has been counted since an earlier look at the same} Never less than nothing. */
    public Latencies since(Latencies earlier) {
        List<Long> more = new ArrayList<>();
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            long before = bucket < earlier.counts.size() ? earlier.counts.get(bucket) : 0;
            more.add(Math.max(0, counts.get(bucket) - before));
        }
        return new Latencies(more);
    }
}
