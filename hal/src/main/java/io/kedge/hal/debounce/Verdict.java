package io.kedge.hal.debounce;

/** What became of an edge or of a timer. */
public sealed interface Verdict {

    /** Nothing yet, or nothing more. */
    record Nothing() implements Verdict {
        static final Nothing AT_ALL = new Nothing();
    }

    /**
     * The level changed.
     *
     * @param first   the first edge of the movement
     * @param high    the new level
     * @param bounces further edges of the movement that were swallowed
     */
    record Changed(Sample first, boolean high, int bounces) implements Verdict { }

    /**
     * Edges came and the level is what it was.
     *
     * @param edges how many were swallowed
     */
    record Glitch(int edges) implements Verdict { }
}
