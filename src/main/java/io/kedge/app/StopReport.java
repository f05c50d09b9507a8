package io.kedge.app;

import java.time.Duration;
import java.util.List;

/**
 * What a stop did.
 *
 * @param done    what was done, in order, each as a sentence without its subject
 * @param givenUp what took too long or failed; empty if the stop was clean
 * @param took    how long it took
 */
public record StopReport(List<String> done, List<String> givenUp, Duration took) {

    /** Keeps copies. */
    public StopReport {
        done = List.copyOf(done);
        givenUp = List.copyOf(givenUp);
    }

    /** {@return whether nothing had to be given up} */
    public boolean clean() {
        return givenUp.isEmpty();
    }
}
