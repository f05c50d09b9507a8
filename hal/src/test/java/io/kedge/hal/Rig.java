package io.kedge.hal;

import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineAddress;

/** A board under test and the hand that drives its lines from outside. Closing it closes the board. */
public interface Rig extends AutoCloseable {

    /** {@return the board} */
    Board board();

    /** {@return the n-th free line that can be driven, from 0; there are at least 4, all low} */
    LineAddress line(int n);

    /** Drives a line to the electrical level; returns when the board's hardware has it. */
    void drive(LineAddress line, boolean high);

    @Override
    default void close() {
        board().close();
    }
}
