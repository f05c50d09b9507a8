package io.kedge.bench.figure;

import java.util.List;

/**
 * What one process said of one contender.
 *
 * @param contender     its name
 * @param round         from 0 on
 * @param configuration how it was set up
 * @param figures       in the order in which they were said
 * @param notes         what else it had to say
 */
public record Outcome(String contender, int round, String configuration, List<Figure> figures, List<String> notes) {
    public Outcome {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }
}
