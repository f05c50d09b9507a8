package io.kedge.hal.cdev;

import java.util.function.Function;

import io.kedge.hal.Await;
import io.kedge.hal.HotplugContract;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineState;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HotplugOnGpioSim extends HotplugContract {

    @Override
    protected Chips newChips(Function<String, @Nullable Workqueue> workqueues) {
        return new Simulated(
                GpioSim.chip(STAYING, LINES, "S"), GpioSim.chip(LEAVING, LINES, "L"), CdevBoard.builder().start(workqueues));
    }

    @Test
    void itIsFoundByItsLabelWhateverTheChipsNumber() {
        try (Cmwq engine = Cmwq.start(); GpioSim leaving = GpioSim.chip("gpio-sim-numbered", 2, "")) {
            Workqueue gpio = engine.workqueue("gpio").percpu().create();
            try (Board board = CdevBoard.builder().start(name -> gpio)) {
                InputLine line = board.openInput(LineConfig.input("meter", LineAddress.at("gpio-sim-numbered", 1)).build());
                String number = leaving.chipName();
                leaving.unplug();
                assertThrows(LineException.class, line::active);
                try (GpioSim newcomer = GpioSim.chip("gpio-sim-newcomer", 2, "")) {
                    leaving.plug();
                    assertFalse(number.equals(leaving.chipName()), () -> newcomer.chipName() + " has the number now, so this one has another");
                    Await.until(() -> line.state() == LineState.UP, () -> "it works again: " + line.info());
                    leaving.drive(1, true);
                    Await.until(() -> line.counters().edges() == 1, () -> "an edge after: " + line.counters());
                }
            }
        }
    }

    private record Simulated(GpioSim staying, GpioSim leaving, Board board) implements Chips {

        @Override
        public void drive(String chip, int offset, boolean high) {
            of(chip).drive(offset, high);
        }

        @Override
        public boolean high(String chip, int offset) {
            return of(chip).high(offset);
        }

        private GpioSim of(String chip) {
            return chip.equals(STAYING) ? staying : leaving;
        }

        @Override
        public void unplugLeaving() {
            leaving.unplug();
        }

        @Override
        public void plugLeaving() {
            leaving.plug();
        }

        @Override
        public void close() {
            board.close();
            leaving.close();
            staying.close();
        }
    }
}
