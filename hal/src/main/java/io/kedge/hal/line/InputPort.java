package io.kedge.hal.line;

/** The board's side of an open input. */
public interface InputPort {

    /** {@return the electrical level now}. Any thread. */
    boolean high();

    /** Gives the line back: no more edges come. A second call does nothing. */
    void close();
}
