package io.kedge.hal.sim;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.BoardDriver;
import io.kedge.hal.board.OutputPort;
import io.kedge.hal.irq.BatchSink;
import io.kedge.hal.irq.V2LineEvent;
import io.kedge.hal.line.InputPort;
import io.kedge.hal.time.HalClock;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The simulated hardware alone: no engine, no gpio-irq, the test reads the edges. */
class WiringTest {
    private long now = 100;
    private final Wiring wiring = new Wiring("bench", Map.of("chip", List.of("A", "B", "C")), new HalClock() {
        @Override
        public long monotonicNanos() {
            return now++;
        }

        @Override
        public long wallMillis() {
            return 5;
        }

        @Override
        public boolean wallSynced() {
            return false;
        }
    });
    private final List<String> read = new ArrayList<>();
    private final BatchSink sink = (slot, events, from, count) -> {
        for (int i = from; i < from + count; i++) {
            long at = (long) i * V2LineEvent.BYTES;
            read.add(slot + ": " + events.get(ValueLayout.JAVA_LONG, at) + " id " + events.get(ValueLayout.JAVA_INT, at + 8)
                    + " line " + events.get(ValueLayout.JAVA_INT, at + 12) + " #" + events.get(ValueLayout.JAVA_INT, at + 20));
        }
    };

    @Test
    void edgesCarryStampPolarityLineAndNumber() {
        wiring.requestInput(input("b").build(), line(1), 9, () -> { });
        now = 1000;
        wiring.drive(line(1), true);
        wiring.drive(line(1), true);
        wiring.drive(line(1), false);
        wiring.await(sink);
        assertEquals(List.of("9: 1000 id 1 line 1 #1", "9: 1002 id 2 line 1 #2"), read);
    }

    @Test
    void aFullBufferDropsTheOldestAndLeavesAGap() {
        wiring.requestInput(input("b").build(), line(0), 0, () -> { });
        for (int i = 0; i < BoardDriver.EVENT_BUFFER + 10; i++) {
            wiring.drive(line(0), i % 2 == 0);
        }
        for (int i = 0; i < BoardDriver.EVENT_BUFFER / 64; i++) {
            wiring.await(sink);
        }
        assertEquals(BoardDriver.EVENT_BUFFER, read.size());
        assertTrue(read.getFirst().endsWith("#11"), read::getFirst);
        assertTrue(read.getLast().endsWith("#" + (BoardDriver.EVENT_BUFFER + 10)), read::getLast);
    }

    @Test
    void linesTakeTurns() {
        wiring.requestInput(input("a").build(), line(0), 0, () -> { });
        wiring.requestInput(input("b").build(), line(1), 1, () -> { });
        for (int i = 0; i < 65; i++) {
            wiring.drive(line(0), i % 2 == 0);
        }
        wiring.drive(line(1), true);
        wiring.await(sink);
        wiring.await(sink);
        wiring.await(sink);
        assertEquals(66, read.size());
        assertTrue(read.get(64).startsWith("1:"), "the other line comes between");
    }

    @Test
    void theKernelsDebounceIsRefusedWithTheOneThatDoesTheSame() {
        LineConfig config = input("b").debounce(Debounce.kernel(Duration.ofMillis(5))).build();
        LineException refused = assertThrows(LineException.class, () -> wiring.requestInput(config, line(1), 9, () -> { }));
        assertEquals(
                "line b: this board is simulated and has no kernel that could debounce (kernel 5ms); use settle, which tells the same levels",
                refused.getMessage());
        wiring.requestInput(input("b").build(), line(1), 9, () -> { });
    }

    @Test
    void wakeEndsTheWaitWithoutEdges() {
        wiring.wake();
        wiring.await(sink);
        assertEquals(List.of(), read);
    }

    @Test
    void aFreedLineForgetsItsEdgesAndCountsFromOneAgain() {
        InputPort port = wiring.requestInput(input("a").build(), line(0), 0, () -> { });
        wiring.drive(line(0), true);
        port.close();
        port.close();
        wiring.requestInput(input("b").build(), line(0), 3, () -> { });
        wiring.drive(line(0), false);
        wiring.await(sink);
        assertEquals(1, read.size());
        assertTrue(read.getFirst().startsWith("3:") && read.getFirst().endsWith("#1"), read::getFirst);
    }

    @Test
    void biasHoldsWhatNobodyDrives() {
        InputPort up = wiring.requestInput(input("up").bias(Bias.PULL_UP).build(), line(0), 0, () -> { });
        InputPort down = wiring.requestInput(input("down").bias(Bias.PULL_DOWN).build(), line(1), 1, () -> { });
        assertTrue(up.high());
        assertFalse(down.high());
        wiring.drive(line(0), false);
        assertFalse(up.high());
        wiring.drive(line(0), null);
        assertTrue(up.high());
        wiring.await(sink);
        assertEquals(2, read.size(), "falling, then rising when let go");
    }

    @Test
    void everyLevelIsRecordedWithItsTime() {
        OutputPort led = wiring.requestOutput(LineConfig.output("led", LineAddress.at("chip", 2)).build(), line(2), true, () -> { });
        led.write(true);
        now = 500;
        led.write(false);
        assertEquals(List.of(new LevelChange(100, true), new LevelChange(500, false)), wiring.history(line(2)));
    }

    @Test
    void anOutputCannotBeDrivenFromOutsideButTheOutsideComesBackAfterIt() {
        wiring.drive(line(2), true);
        OutputPort relay = wiring.requestOutput(LineConfig.output("relay", LineAddress.at("chip", 2)).build(), line(2), false, () -> { });
        assertFalse(wiring.high(line(2)));
        String refused = String.valueOf(assertThrows(LineException.class, () -> wiring.drive(line(2), true)).getMessage());
        assertEquals("line chip:2 is the output 'relay'; it cannot be driven from outside", refused);
        relay.close();
        assertTrue(wiring.high(line(2)));
    }

    @Test
    void aHardwareTimestampEngineIsRefused() {
        LineConfig config = input("x").clock(EventClock.HTE).build();
        assertThrows(LineException.class, () -> wiring.requestInput(config, line(0), 0, () -> { }));
        wiring.requestInput(input("y").build(), line(0), 0, () -> { });
    }

    @Test
    void theRealtimeClockStampsWallTime() {
        wiring.requestInput(input("wall").clock(EventClock.REALTIME).build(), line(0), 0, () -> { });
        wiring.drive(line(0), true);
        wiring.await(sink);
        assertTrue(read.getFirst().startsWith("0: 5000000 "), read::getFirst);
    }

    private static LineConfig.Builder input(String id) {
        return LineConfig.input(id, LineAddress.at("chip", 0));
    }

    private LineInfo line(int offset) {
        return wiring.lines().get(offset);
    }
}
