package io.kedge.app.gpio;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.app.mqtt.support.Await;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.sim.SimulatedBoard;
import io.kedge.profile.Profiles;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Profile;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The lines of the simulated profile, with the board at hand. */
class LinesTest {
    private static final String CHIP = "kedge-sim";

    private final Lines lines = new Lines();
    private Cmwq engine;
    private SimulatedBoard board;

    @BeforeEach
    void open() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        Profile profile = ((LoadResult.Loaded) Profiles.load("sim")).profile();
        board = (SimulatedBoard) Boards.start(profile, name -> gpio);
        lines.open(profile, board);
    }

    @AfterEach
    void close() {
        board.close();
        engine.close();
    }

    @Test
    void aLineWhoseChipIsTakenAwayHasNoLevelUntilItIsBack() {
        AtomicInteger told = new AtomicInteger();
        lines.onDegraded(told::incrementAndGet);
        assertTrue(lines.active("door").isPresent());
        board.unplug(CHIP);
        Await.until("all are degraded", () -> lines.degraded().size() == lines.inputs().size() + lines.outputs().size(), lines::degraded);
        assertTrue(lines.isDegraded("door"));
        assertTrue(lines.active("door").isEmpty());
        assertTrue(lines.active("relay").isEmpty(), "what was written last is not what it has");
        assertTrue(told.get() >= 5, told::toString);
        board.plug(CHIP);
        Await.until("all work", () -> lines.degraded().isEmpty(), lines::degraded);
        assertTrue(lines.active("door").isPresent());
        assertFalse(lines.isDegraded("door"));
    }

    @Test
    void whileItIsHeldAnOutputHasItsSafeLevelAndTakesNoWrite() {
        OutputLine relay = lines.output("relay");
        AtomicInteger told = new AtomicInteger();
        relay.write(true);
        lines.onWrite((line, active) -> told.incrementAndGet());
        lines.holdOutputs("maintenance: swapping the relay");
        assertFalse(relay.active());
        assertEquals(1, told.get(), "the change is an event as any other");
        assertEquals("line relay keeps its safe level while Kedge is frozen (maintenance: swapping the relay): write when it goes on, after"
                + " './kedge thaw'", assertThrows(LineException.class, () -> relay.write(true)).getMessage());
        assertFalse(relay.active());
        lines.releaseOutputs();
        assertFalse(relay.active(), "nobody turns it on again but who writes it");
        relay.write(true);
        assertTrue(relay.active());
        lines.holdOutputs("suspend");
        lines.closeOutputs();
        assertEquals("line relay is closed", assertThrows(LineException.class, () -> relay.write(true)).getMessage());
    }

    @Test
    void anOutputThatCannotBeSetKeepsNoOtherFromItsSafeLevel() {
        OutputLine relay = lines.output("relay");
        OutputLine led = lines.output("led");
        board.unplug(CHIP);
        assertThrows(LineException.class, () -> relay.write(true));
        lines.closeOutputs();
        for (OutputLine closed : new OutputLine[] {relay, led}) {
            assertEquals("line " + closed.config().id() + " is closed", assertThrows(LineException.class, () -> closed.write(true)).getMessage());
        }
        board.plug(CHIP);
        reopen(board, led.config());
    }

    /** Refused if it were held still. */
    private static void reopen(Board board, LineConfig config) {
        board.openOutput(config).close();
    }
}
