package io.kedge.hal.sim;

import java.util.function.Function;

import io.kedge.hal.HotplugContract;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineException;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SimulatedHotplugTest extends HotplugContract {

    @Override
    protected Chips newChips(Function<String, @Nullable Workqueue> workqueues) {
        return new Simulated(SimulatedBoard.builder().chip(STAYING, LINES, "S").chip(LEAVING, LINES, "L").start(workqueues));
    }

    @Test
    void aChipThatIsNotThereCannotBeUnpluggedNorOneThatIsBePlugged() {
        try (SimulatedBoard board = SimulatedBoard.builder().chip("one", 2, "").start(name -> null)) {
            assertRefused("there is no simulated chip 'two'; there are one", () -> board.unplug("two"));
            assertRefused("the simulated chip 'one' is plugged in already", () -> board.plug("one"));
            board.unplug("one");
            assertRefused("the simulated chip 'one' is unplugged already", () -> board.unplug("one"));
            assertRefused("line one:0: this board has no chip labelled 'one'; it has no GPIO chip at all",
                    () -> board.drive(LineAddress.at("one", 0), true));
        }
    }

    private static void assertRefused(String message, Runnable use) {
        assertEquals(message, assertThrows(LineException.class, use::run).getMessage());
    }

    private record Simulated(SimulatedBoard simulated) implements Chips {

        @Override
        public Board board() {
            return simulated;
        }

        @Override
        public void drive(String chip, int offset, boolean high) {
            simulated.drive(LineAddress.at(chip, offset), high);
        }

        @Override
        public boolean high(String chip, int offset) {
            return simulated.high(LineAddress.at(chip, offset));
        }

        @Override
        public void unplugLeaving() {
            simulated.unplug(LEAVING);
        }

        @Override
        public void plugLeaving() {
            simulated.plug(LEAVING);
        }

        @Override
        public void close() {
            simulated.close();
        }
    }
}
