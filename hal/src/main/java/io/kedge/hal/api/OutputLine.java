package io.kedge.hal.api;

/** An output that is open. All methods may be called by any thread. */
public interface OutputLine extends AutoCloseable {

    /** {@return what it was opened with} */
    LineConfig config();

    /** {@return the chip and offset it was found at, the last time} */
    LineInfo info();

    /**
     * Sets the logical level; {@link LineConfig#activeLow()} is worked in. A level that is refused is not made up for later: when the
     * chip is back the line gets the level that was written last before.
     *
     * @throws LineException if the line is closed or degraded
     */
    void write(boolean active);

    /** {@return whether it works} */
    LineState state();

    /** {@return the logical level written last} */
    boolean active();

    /** Gives the line back. What level it has afterwards is the board's affair. A second call does nothing. */
    @Override
    void close();
}
