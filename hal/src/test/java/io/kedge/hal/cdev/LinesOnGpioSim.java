package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.kedge.hal.Await;
import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.Drive;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.irq.V2LineEvent;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is asked of the kernel is what it does: read back from its own line information, and seen from the other side of the line. */
class LinesOnGpioSim {
    private static final String CHIP = "gpio-sim-lines";
    private static final LineAddress LINE = LineAddress.at(CHIP, 0);
    private static final long SETTINGS = ~GpioV2.FLAG_USED;

    private Cmwq engine;
    private GpioSim chip;
    private Board board;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        chip = GpioSim.chip(CHIP, 4, "N");
        board = CdevBoard.builder().start(name -> gpio);
    }

    @AfterEach
    void stop() {
        board.close();
        chip.close();
        engine.close();
    }

    @Test
    void anInputsSettingsAreTheKernels() throws SystemCallException {
        InputLine line = board.openInput(LineConfig.input("up", LINE).bias(Bias.PULL_UP).edges(Edges.FALLING).clock(EventClock.REALTIME).build());
        assertEquals(
                GpioV2.FLAG_INPUT | GpioV2.FLAG_EDGE_FALLING | GpioV2.FLAG_BIAS_PULL_UP | GpioV2.FLAG_EVENT_CLOCK_REALTIME,
                flags() & SETTINGS);
        assertTrue(chip.high(0), "the pull-up holds it");
        assertTrue(line.active());
    }

    @Test
    void activeLowIsWorkedInOnceAndNotByTheKernel() throws SystemCallException {
        InputLine line = board.openInput(LineConfig.input("low", LINE).activeLow(true).build());
        assertEquals(GpioV2.FLAG_INPUT | GpioV2.FLAG_EDGE_RISING | GpioV2.FLAG_EDGE_FALLING, flags() & SETTINGS);
        assertTrue(line.active());
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        chip.drive(0, true);
        Await.until(() -> events.size() == 1, () -> "one event: " + line.counters());
        assertFalse(events.getFirst().active());
        assertFalse(line.active());
    }

    @Test
    void anOutputIsSeenFromOutsideAndLetsGoOfTheLineWhenItCloses() throws SystemCallException {
        OutputLine relay = board.openOutput(LineConfig.output("relay", LINE).initialActive(true).build());
        assertEquals(GpioV2.FLAG_OUTPUT, flags() & SETTINGS);
        assertTrue(chip.high(0), "its initial level");
        relay.write(false);
        assertFalse(chip.high(0));
        relay.write(true);
        assertTrue(chip.high(0));
        relay.close();
        assertFalse(chip.high(0), "nobody pulls it up");
        OutputLine lamp = board.openOutput(LineConfig.output("lamp", LINE).activeLow(true).build());
        assertTrue(chip.high(0), "off is high");
        lamp.write(true);
        assertFalse(chip.high(0));
    }

    @ParameterizedTest
    @CsvSource({"OPEN_DRAIN, 0x48", "OPEN_SOURCE, 0x88"})
    void anOutputsDriveIsTheKernels(Drive drive, String flags) throws SystemCallException {
        board.openOutput(LineConfig.output("bus", LINE).drive(drive).build());
        assertEquals(Long.decode(flags), flags() & SETTINGS);
    }

    @Test
    void aLineThatAnotherProgramHoldsNamesIt() throws SystemCallException {
        try (GpioChip device = open(); LineRequest held = device.request(new LineSpec(List.of(0), "someone", GpioV2.FLAG_INPUT, 0, 0, 0))) {
            assertEquals(List.of(0), held.offsets());
            assertRefused("line x: " + CHIP + ":0 is held by 'someone'", LineConfig.input("x", LINE).build());
        }
        board.openInput(LineConfig.input("x", LINE).build());
    }

    @Test
    void stampsAreOfTheClockThatWasAskedFor() {
        InputLine monotonic = board.openInput(LineConfig.input("monotonic", LINE).build());
        InputLine wall = board.openInput(LineConfig.input("wall", LineAddress.at(CHIP, 1)).clock(EventClock.REALTIME).build());
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        monotonic.onEvent(events::add);
        long from = System.nanoTime();
        chip.drive(0, true);
        Await.until(() -> events.size() == 1, () -> "one event: " + monotonic.counters());
        long stamp = events.getFirst().stampNanos();
        assertTrue(from <= stamp && stamp <= System.nanoTime(), () -> from + " <= " + stamp);
        assertEquals(stamp, events.getFirst().monotonicNanos());
        wall.onEvent(events::add);
        long fromMillis = System.currentTimeMillis();
        chip.drive(1, true);
        Await.until(() -> events.size() == 2, () -> "one more event: " + wall.counters());
        long stampMillis = TimeUnit.NANOSECONDS.toMillis(events.getLast().stampNanos());
        assertTrue(fromMillis <= stampMillis && stampMillis <= System.currentTimeMillis(), () -> fromMillis + " <= " + stampMillis);
        assertEquals(stampMillis, events.getLast().time().toEpochMilli());
    }

    @Test
    void aTimestampEngineThatIsNotThereIsRefusedByName() {
        assertRefused("this board has no hardware timestamp engine", LineConfig.input("x", LINE).clock(EventClock.HTE).build());
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "2, 2", "100, 128", "1024, 1024", "5000, 1024"})
    void theKernelRoundsItsBufferUpAndCapsIt(int asked, int kept) throws SystemCallException {
        try (GpioChip device = open(); LineRequest unread = device.request(new LineSpec(List.of(2), "unread", edges(), asked, 0, 0))) {
            int driven = kept + 4;
            for (int i = 1; i <= driven; i++) {
                chip.drive(2, i % 2 == 1);
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment events = arena.allocate(2L * kept * V2LineEvent.BYTES, Long.BYTES);
                int read = Libc.read(Libc.newErrno(arena), unread.descriptor(), events, events.byteSize());
                assertEquals(kept, read / V2LineEvent.BYTES);
                assertEquals(driven - kept + 1, EdgePipe.lineSeqnoOf(events, 0), "the oldest go");
            }
        }
    }

    private static long edges() {
        return GpioV2.FLAG_INPUT | GpioV2.FLAG_EDGE_RISING | GpioV2.FLAG_EDGE_FALLING;
    }

    private void assertRefused(String part, LineConfig config) {
        String message = String.valueOf(assertThrows(LineException.class, () -> board.openInput(config)).getMessage());
        assertTrue(message.contains(part), message);
    }

    private long flags() throws SystemCallException {
        try (GpioChip device = open()) {
            return device.flags(0);
        }
    }

    private GpioChip open() throws SystemCallException {
        return new GpioChip(Path.of("/dev", chip.chipName()));
    }
}
