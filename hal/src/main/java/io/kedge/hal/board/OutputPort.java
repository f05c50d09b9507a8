package io.kedge.hal.board;

/** The board's side of an open output. */
public interface OutputPort {

    /** Sets the electrical level. Any thread. */
    void write(boolean high);

    /** Gives the line back. A second call does nothing. */
    void close();
}
