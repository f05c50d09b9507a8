package io.kedge.hal.cdev;

import java.util.function.Function;

import io.kedge.hal.Rig;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineAddress;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** The board under test on a kernel with two simulated chips; the lines are those of the first. */
record GpioSimRig(GpioSim first, GpioSim second, Board board) implements Rig {
    private static final String FIRST = "gpio-sim-one";
    private static final String SECOND = "gpio-sim-two";
    private static final int LINES = 8;

    static GpioSimRig start(Function<String, @Nullable Workqueue> workqueues) {
        GpioSim first = GpioSim.chip(FIRST, LINES, "A");
        GpioSim second = GpioSim.chip(SECOND, LINES, "B");
        return new GpioSimRig(first, second, CdevBoard.builder().start(workqueues));
    }

    @Override
    public LineAddress line(int n) {
        return LineAddress.at(FIRST, n);
    }

    @Override
    public void drive(LineAddress line, boolean high) {
        GpioSim chip = FIRST.equals(line.chip()) ? first : second;
        chip.drive(line.offset(), high);
    }

    @Override
    public void close() {
        board.close();
        second.close();
        first.close();
    }
}
