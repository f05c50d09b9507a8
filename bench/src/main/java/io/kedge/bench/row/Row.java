package io.kedge.bench.row;

import java.util.List;

import io.kedge.bench.contender.Contender;

/** One thing that is measured. */
public interface Row {
    /** Figure of rows that have their threads counted. */
    String THREADS = "OS threads more";

    /** {@return the word one asks for it by: small letters, digits, dashes} */
    String name();

    /** {@return its heading in the report} */
    String title();

    /** {@return what exactly is measured, and how; a paragraph of the report} */
    String method();

    /** {@return names of who takes part, the engine first} */
    List<String> contenders();

    /** {@return the figures that get a chart} */
    List<String> charts();

    /** {@return what the engine is to reach} */
    default List<Goal> goals() {
        return List.of();
    }

    /** {@return the CPU of contenders that can be bound} */
    int cpu();

    /** {@return JVM flags of every contender in this row, beside those of all rows} */
    default List<String> flags() {
        return List.of();
    }

    /** {@return what the program in C measures here} */
    default List<Floor> floors(Effort effort) {
        return List.of();
    }

    /** {@return of what there is more and more in this row, whose figures are then series; empty: it is no such row} */
    default String things() {
        return "";
    }

    /** {@return whether the contenders of a round may run at the same time: they sleep nearly all of it} */
    default boolean sideBySide() {
        return false;
    }

    /** {@return how often each contender gets a process} */
    default int rounds(Effort effort) {
        return effort.rounds();
    }

    /** Told how long it took to make the contender, before it is measured. */
    default void made(long nanos, Figures figures) { }

    /**
     * Measures, on a thread of its own, in a process of its own.
     *
     * @param contender just made by its entry; not closed
     * @throws Exception whatever goes wrong: the process fails
     */
    void measure(Contender contender, Effort effort, Figures figures) throws Exception;
}
