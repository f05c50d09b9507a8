package io.kedge.hal.api;

import java.util.List;

/**
 * The lines of one machine: a real board through the kernel's character device, or the simulated one. All methods may be
 * called by any thread.
 */
public interface Board extends AutoCloseable {

    /** {@return what people call it} */
    String name();

    /** {@return whether its lines exist only in memory} */
    boolean simulated();

    /** {@return its chips, in the kernel's order} */
    List<ChipInfo> chips();

    /** {@return every line of every chip, by chip and offset} */
    List<LineInfo> lines();

    /**
     * Opens an input and arms its edges. Nothing is lost from here on, but what comes before the first handler is only counted.
     *
     * @throws LineException if there is no such chip or line, if somebody holds it (the message says who), or if the
     *     line cannot do what is asked; the message says which and the cure
     */
    InputLine openInput(LineConfig config);

    /**
     * Opens an output and sets its initial level.
     *
     * @throws LineException as {@link #openInput}
     */
    OutputLine openOutput(LineConfig config);

    /** Adds a handler that is told when a line stops working since its chip was taken away, and when it works again. */
    Registration onState(LineStateHandler handler);

    /** {@return the counters of every open input, in order of opening} */
    List<LineCounters> counters();

    /** {@return what the inputs of each chip did since the board was started, of chips that ever had an open one} */
    List<ChipCounters> chipCounters();

    /** Closes every line, then ends gpio-irq. Waits. A second call does nothing. */
    @Override
    void close();
}
