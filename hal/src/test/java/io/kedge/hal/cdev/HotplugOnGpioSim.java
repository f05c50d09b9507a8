package io.kedge.hal.cdev;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.Await;
import io.kedge.hal.api.Bias;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.board.OpenBoard;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A chip that is taken away while its lines are open, and comes back. */
class HotplugOnGpioSim {
    private static final String STAYING = "gpio-sim-staying";
    private static final String LEAVING = "gpio-sim-leaving";

    private Cmwq engine;
    private GpioSim staying;
    private GpioSim leaving;
    private OpenBoard board;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        staying = GpioSim.chip(STAYING, 4, "S");
        leaving = GpioSim.chip(LEAVING, 4, "L");
        board = (OpenBoard) CdevBoard.builder().start(name -> gpio);
    }

    @AfterEach
    void stop() {
        board.close();
        leaving.close();
        staying.close();
        engine.close();
    }

    @Test
    void gpioIrqGoesOnForOtherLinesAndTheOpenLineSaysThatItsChipIsGone() {
        InputLine lost = board.openInput(LineConfig.input("lost", LineAddress.at(LEAVING, 0)).build());
        OutputLine relay = board.openOutput(LineConfig.output("relay", LineAddress.at(LEAVING, 1)).build());
        InputLine kept = board.openInput(LineConfig.input("kept", LineAddress.at(STAYING, 0)).build());
        List<LineEvent> ofLost = listen(lost);
        List<LineEvent> ofKept = listen(kept);
        leaving.drive(0, true);
        Await.until(() -> ofLost.size() == 1, () -> "an event before the removal");
        leaving.unplug();
        for (int i = 1; i <= 20; i++) {
            staying.drive(0, i % 2 == 1);
            int count = i;
            Await.until(() -> ofKept.size() == count, () -> count + " events of the line that stayed: " + kept.counters());
        }
        assertEquals(0, board.irq().failures());
        assertGone("line lost: ", lost::active);
        assertGone("line relay: ", () -> relay.write(true));
        assertEquals(List.of(1L, 0L), List.of(lost.counters().edges(), lost.counters().lost()), () -> "it keeps its counters: " + lost.counters());
        assertEquals(List.of(STAYING), board.chips().stream().map(ChipInfo::label).toList());
        lost.close();
        relay.close();
        assertEquals(1, board.counters().size());
    }

    @Test
    void afterItsReturnTheLineOpensByItsLabelWhateverTheChipsNumber() {
        InputLine lost = board.openInput(LineConfig.input("meter", LineAddress.at(LEAVING, 2)).build());
        String number = leaving.chipName();
        leaving.unplug();
        assertRefused("no chip labelled '" + LEAVING + "'", LineAddress.at(LEAVING, 0));
        lost.close();
        try (GpioSim newcomer = GpioSim.chip("gpio-sim-newcomer", 2, "")) {
            leaving.plug();
            assertFalse(number.equals(leaving.chipName()), () -> newcomer.chipName() + " has the number now, so this one has another");
            InputLine again = board.openInput(LineConfig.input("meter", LineAddress.at(LEAVING, 2)).bias(Bias.PULL_DOWN).build());
            List<LineEvent> events = listen(again);
            leaving.drive(2, true);
            Await.until(() -> events.size() == 1, () -> "an event after the return: " + again.counters());
            assertEquals(1, events.getFirst().lineSeqno());
            assertTrue(again.active());
            InputLine byName = board.openInput(LineConfig.input("named", LineAddress.named("L3")).build());
            assertEquals(LEAVING, byName.info().chip());
            byName.close();
            again.close();
        }
    }

    private void assertRefused(String part, LineAddress address) {
        assertSays(part, () -> board.openInput(LineConfig.input("x", address).build()));
    }

    private static void assertGone(String line, Runnable use) {
        assertSays(line, use);
        assertSays("its chip was taken away; close the line and open it again when the chip is back", use);
    }

    private static void assertSays(String part, Runnable use) {
        String message = String.valueOf(assertThrows(LineException.class, use::run).getMessage());
        assertTrue(message.contains(part), message);
    }

    private static List<LineEvent> listen(InputLine line) {
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        return events;
    }
}
