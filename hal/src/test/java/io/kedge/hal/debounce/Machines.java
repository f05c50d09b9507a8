package io.kedge.hal.debounce;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.hal.api.Debounce;

/** One fresh machine of each policy, at a line that is low. */
final class Machines {
    private Machines() { }

    static Debouncer settle(long periodNanos) {
        return of(Debounce.settle(Duration.ofNanos(periodNanos)));
    }

    static Debouncer leading(long periodNanos) {
        return of(Debounce.leading(Duration.ofNanos(periodNanos)));
    }

    static Debouncer glitch(long periodNanos) {
        return of(Debounce.glitch(Duration.ofNanos(periodNanos)));
    }

    static Debouncer count(int edges, long windowNanos) {
        return of(Debounce.count(edges, Duration.ofNanos(windowNanos)));
    }

    static Debouncer of(Debounce debounce) {
        return Debouncer.of(debounce, false, true);
    }

    /** {@return those whose events are levels that differ from the one before} */
    static List<Debouncer> debouncing(long periodNanos) {
        return List.of(settle(periodNanos), leading(periodNanos), glitch(periodNanos));
    }

    static List<Debouncer> all(long periodNanos) {
        return Stream.concat(debouncing(periodNanos).stream(), Stream.of(of(Debounce.none()), count(1, periodNanos), count(4, periodNanos))).toList();
    }

    /** {@return what to call it in the message of a failure} */
    static String nameOf(Debouncer machine) {
        return machine.getClass().getSimpleName();
    }
}
