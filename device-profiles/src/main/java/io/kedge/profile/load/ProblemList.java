package io.kedge.profile.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.kedge.profile.model.Place;
import io.kedge.profile.model.Problem;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file. One thread. */
final class ProblemList {
    private final SourceText source;
    private final List<Problem> problems = new ArrayList<>();

    ProblemList(SourceText source) {
        this.source = source;
    }

    /** Notes a problem. */
    void add(Spot spot, String found, String message) {
        add(spot, found, message, null);
    }

    /** Notes a problem with what was probably meant. */
    void add(Spot spot, String found, String message, @Nullable String suggestion) {
        Place place = spot.place();
        problems.add(new Problem(place, spot.path(), found, message, suggestion, source.line(place.line())));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** {@return the problems in order of place; those of one place in the order they were noted} */
    List<Problem> inOrder() {
        return problems.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }
}
