package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import io.kedge.app.mqtt.link.Failure.Outlook;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BackoffTest {
    private static final Failure PASSING = Failure.passing("lost");
    private static final ReconnectPolicy POLICY = ReconnectPolicy.forFleetOf(1_000);   // spread 12 s

    @Test
    void ceilingDoublesUpToTheCap() {
        long[] longest = new long[12];
        for (int seed = 0; seed < 2_000; seed++) {
            Backoff backoff = new Backoff(POLICY, new SplittableRandom(seed));
            for (int i = 0; i < longest.length; i++) {
                longest[i] = Math.max(longest[i], backoff.afterRefusalNanos(PASSING));
            }
        }
        long[] ceilings = {1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60};
        for (int i = 0; i < ceilings.length; i++) {
            long ceiling = Duration.ofSeconds(ceilings[i]).toNanos();
            assertTrue(longest[i] <= ceiling && longest[i] > ceiling * 0.95, "attempt " + i + ": "
                    + Duration.ofNanos(longest[i]));
        }
    }

    @Test
    void delaysAreSpreadOverTheWholeRangeAndNeverShorterThanTheLeast() {
        double[] seconds = LongStream.range(0, 4_000)
                .mapToDouble(seed -> new Backoff(POLICY,
                        new SplittableRandom(seed)).afterRefusalNanos(PASSING) / 1e9).toArray();
        for (int tenth = 2; tenth < 10; tenth++) {
            double from = tenth / 10.0;
            long count = Arrays.stream(seconds).filter(s -> s >= from && s < from + 0.1).count();
            assertTrue(count > 350 && count < 650, "about 500 of 4000 between " + from + " s and the next tenth: "
                    + count);
        }
        assertTrue(Arrays.stream(seconds).min().orElseThrow() >= 0.2);
    }

    @Test
    void sameDeviceDrawsTheSameDelaysAndAnotherDrawsOthers() {
        assertEquals(first(new DeviceId("a")), first(new DeviceId("a")));
        assertNotEquals(first(new DeviceId("a")), first(new DeviceId("b")));
    }

    @Test
    void connectionThatIsKickedSoonDoesNotStartTheCeilingAnew() {
        long longest = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Backoff backoff = new Backoff(POLICY, new SplittableRandom(seed));
            for (int i = 0; i < 6; i++) {
                backoff.afterLossNanos(PASSING, Duration.ofSeconds(59).toNanos());
            }
            longest = Math.max(longest, backoff.afterLossNanos(PASSING, Duration.ofSeconds(59).toNanos()));
        }
        assertTrue(longest > Duration.ofSeconds(55).toNanos(), "still at the cap: " + Duration.ofNanos(longest));
    }

    @Test
    void lossOfAStableConnectionStartsAnewOverTheSpread() {
        long longest = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Backoff backoff = new Backoff(POLICY, new SplittableRandom(seed));
            for (int i = 0; i < 6; i++) {
                backoff.afterRefusalNanos(PASSING);
            }
            longest = Math.max(longest, backoff.afterLossNanos(PASSING, Duration.ofSeconds(60).toNanos()));
            assertTrue(backoff.afterRefusalNanos(PASSING) <= Duration.ofSeconds(2).toNanos(),
                    "the next goes on from the base");
        }
        assertTrue(longest <= Duration.ofSeconds(12).toNanos() && longest > Duration.ofSeconds(11).toNanos(),
                "within the spread: " + Duration.ofNanos(longest));
    }

    @Test
    void busyBrokerAndOneThatNeedsACureAreAskedLater() {
        Backoff backoff = new Backoff(POLICY, new SplittableRandom(1));
        long busy = backoff.afterRefusalNanos(new Failure(Outlook.BUSY, "busy"));
        long cure = backoff.afterRefusalNanos(Failure.needsCure("password"));
        assertTrue(busy >= Duration.ofSeconds(30).toNanos() && busy <= Duration.ofSeconds(60).toNanos(),
                Duration.ofNanos(busy).toString());
        assertTrue(cure >= Duration.ofSeconds(60).toNanos() && cure <= Duration.ofSeconds(120).toNanos(),
                Duration.ofNanos(cure).toString());
    }

    @Test
    void firstAttemptOfAFleetIsSpreadAndThatOfOneDeviceIsNot() {
        assertEquals(0, new Backoff(ReconnectPolicy.forFleetOf(1), new SplittableRandom(1)).firstNanos());
        long latest = LongStream.range(0, 1_000)
                .map(seed -> new Backoff(POLICY, new SplittableRandom(seed)).firstNanos()).max().orElseThrow();
        assertTrue(latest > Duration.ofSeconds(11).toNanos() && latest <= Duration.ofSeconds(12).toNanos());
    }

    private static long first(DeviceId device) {
        return new Backoff(POLICY, new SplittableRandom(device.hash())).afterRefusalNanos(PASSING);
    }
}
