package io.kedge.hal.sim;

import io.kedge.hal.Rig;
import io.kedge.hal.api.LineAddress;

/** A simulated board of two chips; the lines are those of the first. */
record SimulatedRig(SimulatedBoard board) implements Rig {
    static final String CHIP = "sim-one";

    @Override
    public LineAddress line(int n) {
        return LineAddress.at(CHIP, n);
    }

    @Override
    public void drive(LineAddress line, boolean high) {
        board.drive(line, high);
    }
}
