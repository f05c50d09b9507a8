package io.kedge.runtime.sim;

/** A law that did not hold, or a promise that was not kept. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String law;

    Violation(String law) {
        super(law);
        this.law = law;
    }

    Violation(String law, Throwable cause) {
        super(law, cause);
        this.law = law;
    }

    String law() {
        return law;
    }
}
