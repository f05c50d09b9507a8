package io.kedge.runtime.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatenciesTest {
    private static final long SECOND = 1_000_000_000L;

    private static Latencies of(long... nanos) {
        Long[] counts = new Long[Latencies.BUCKETS];
        Arrays.fill(counts, 0L);
        for (long some : nanos) {
            counts[Latencies.bucketOf(some)]++;
        }
        return new Latencies(List.of(counts));
    }

    @Test
    void aBucketIsAtMostAQuarterWide() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long nanos = 1L << random.nextInt(10, 36);
            nanos += random.nextLong(nanos);
            long end = Latencies.endOf(Latencies.bucketOf(nanos));
            assertTrue(nanos < end && end <= nanos + nanos / 4 + 1, nanos + " ns is in a bucket that ends at " + end);
        }
    }

    @Test
    void bucketsFollowEachOther() {
        for (int bucket = 0; bucket < Latencies.BUCKETS - 2; bucket++) {
            long end = Latencies.endOf(bucket);
            assertEquals(bucket, Latencies.bucketOf(end - 1), "the last of bucket " + bucket);
            assertEquals(bucket + 1, Latencies.bucketOf(end), "the first behind bucket " + bucket);
        }
        assertEquals(0, Latencies.bucketOf(-5));
        assertEquals(Latencies.BUCKETS - 1, Latencies.bucketOf(Long.MAX_VALUE));
    }

    @Test
    void percentilesAreAsIfAllHadBeenKept() {
        Random random = new Random(2);
        long[] nanos = random.longs(5_000, 1_000, SECOND).toArray();
        List<Long> sorted = new ArrayList<>();
        for (long some : nanos) {
            sorted.add(some);
        }
        Collections.sort(sorted);
        Latencies latencies = of(nanos);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = sorted.get((int) Math.ceil(share * nanos.length) - 1);
            long said = latencies.percentileNanos(share);
            assertTrue(said > exact && said <= exact * 1.26, share + ": " + said + " ns, is " + exact);
        }
    }

    @Test
    void nothingHasNoPercentile() {
        assertEquals(0, Latencies.NONE.percentileNanos(0.5));
        assertEquals(0, Latencies.NONE.count());
    }

    @Test
    void whatIsTooLongIsSaidToBe() {
        assertEquals(Long.MAX_VALUE, of(100 * SECOND).percentileNanos(1));
    }

    @Test
    void sinceAnEarlierLookOnlyWhatCameThenCounts() {
        Latencies since = of(1_000, 50_000, 50_000, SECOND).since(of(1_000, 50_000));
        assertEquals(2, since.count());
        assertEquals(of(50_000, SECOND), since);
    }

    @Test
    void aShareOutOfRangeIsRefused() {
        for (double wrong : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Latencies.NONE.percentileNanos(wrong));
        }
    }
}
