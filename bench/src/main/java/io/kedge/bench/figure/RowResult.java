package io.kedge.bench.figure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one row.
 *
 * @param row      its name
 * @param outcomes of all contenders and rounds, in the order in which they ran
 * @param failures what went wrong, one text a process that ended badly
 */
public record RowResult(String row, List<Outcome> outcomes, List<String> failures) {
    public RowResult {
        outcomes = List.copyOf(outcomes);
        failures = List.copyOf(failures);
    }

    /** {@return the contenders that have figures, in the order in which they ran first} */
    public Set<String> contenders() {
        Set<String> names = new LinkedHashSet<>();
        outcomes.forEach(outcome -> names.add(outcome.contender()));
        return names;
    }

    /** {@return the names of all figures, in the order in which they were said} */
    public Set<String> figures() {
        Set<String> names = new LinkedHashSet<>();
        outcomes.forEach(outcome -> outcome.figures().forEach(figure -> names.add(figure.name())));
        return names;
    }

    /** {@return the rounds' median and extremes of a contender's figure, empty if it has none of this name} */
    public Optional<Spread> spread(String contender, String figure) {
        List<Figure> rounds = outcomes.stream()
                .filter(outcome -> outcome.contender().equals(contender))
                .flatMap(outcome -> outcome.figures().stream())
                .filter(one -> one.name().equals(figure))
                .toList();
        return rounds.isEmpty() ? Optional.empty() : Optional.of(Spread.of(rounds));
    }

    /** {@return how the contender was set up} */
    public String configuration(String contender) {
        return latest(contender).configuration();
    }

    /** {@return what the contender had to say in its last round} */
    public List<String> notes(String contender) {
        return latest(contender).notes();
    }

    private Outcome latest(String contender) {
        return outcomes.reversed().stream()
                .filter(outcome -> outcome.contender().equals(contender))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(contender + " did not run in row " + row));
    }
}
