package io.kedge.profile.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A profile cannot be used. The message lists every problem, one a line, and is fit for a user. */
public final class ProfileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Carries the problems, in their order. */
    public ProfileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** {@return everything that is wrong, in order of place} */
    public List<Problem> problems() {
        return problems;
    }
}
