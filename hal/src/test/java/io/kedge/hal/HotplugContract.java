package io.kedge.hal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineState;
import io.kedge.hal.api.OutputLine;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A chip that is taken away while its lines are open, and comes back. Each provider has a subclass that makes its {@link Chips}. */
public abstract class HotplugContract {
    protected static final String STAYING = "chip-staying";
    protected static final String LEAVING = "chip-leaving";
    protected static final int LINES = 4;
    private static final Duration POLL = Duration.ofMillis(2);

    private Cmwq engine;
    private Chips chips;
    private Board board;
    private final List<String> states = new CopyOnWriteArrayList<>();

    /** A board of two chips, and the hand that drives their lines and pulls the second one out. Closing it closes the board. */
    public interface Chips extends AutoCloseable {
        Board board();

        void drive(String chip, int offset, boolean high);

        boolean high(String chip, int offset);

        void unplugLeaving();

        void plugLeaving();

        @Override
        void close();
    }

    /** {@return a fresh board of this provider, all lines low} */
    protected abstract Chips newChips(Function<String, @Nullable Workqueue> workqueues);

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        chips = newChips(name -> name.equals("gpio") ? gpio : null);
        board = chips.board();
        board.onState(change -> states.add(change.line() + " " + change.state()));
    }

    @AfterEach
    void stop() {
        chips.close();
        engine.close();
    }

    @Test
    void itsLinesAreDegradedAndSayWhyAndTheOthersGoOn() {
        InputLine lost = board.openInput(onLeaving("lost", 0));
        OutputLine relay = board.openOutput(LineConfig.output("relay", LineAddress.at(LEAVING, 1)).build());
        InputLine kept = board.openInput(LineConfig.input("kept", LineAddress.at(STAYING, 0)).build());
        assertEquals(List.of(LineState.UP, LineState.UP), List.of(lost.state(), relay.state()));
        chips.drive(LEAVING, 0, true);
        Await.until(() -> lost.counters().events() == 1, () -> "an event before: " + lost.counters());
        chips.unplugLeaving();
        driveKept(kept, 20);
        Await.until(() -> states.size() == 2, () -> "both lines are told of: " + states);
        assertTrue(states.containsAll(List.of("lost DEGRADED", "relay DEGRADED")), states::toString);
        assertEquals(List.of(LineState.DEGRADED, LineState.DEGRADED, LineState.UP), List.of(lost.state(), relay.state(), kept.state()));
        assertSays("line lost: its chip was taken away; the line opens again by itself when the chip is back", lost::active);
        assertSays("line relay: its chip was taken away", () -> relay.write(true));
        assertFalse(relay.active(), "a level that was refused is not the line's");
        assertEquals(List.of(1L, 0L), List.of(lost.counters().edges(), lost.counters().lost()), () -> "it keeps its counters: " + lost.counters());
        assertEquals(List.of(STAYING), board.chips().stream().map(ChipInfo::label).toList());
        assertSays("no chip labelled '" + LEAVING + "'", () -> board.openInput(onLeaving("new", 3)));
    }

    @Test
    void anInputComesBackByItselfReadsItsLevelAndCountsOn() {
        InputLine line = board.openInput(onLeaving("meter", 0));
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        chips.drive(LEAVING, 0, true);
        Await.until(() -> events.size() == 1, () -> "an event before: " + line.counters());
        pullOutAndPutBack(line);
        Await.until(() -> events.size() == 2, () -> "its level fell meanwhile: " + line.counters());
        assertFalse(events.getLast().active());
        assertTrue(events.getLast().resync(), () -> "nobody saw that edge: " + events);
        chips.drive(LEAVING, 0, true);
        Await.until(() -> events.size() == 3, () -> "an event after: " + line.counters());
        assertEquals(List.of(2, 0L), List.of(events.getLast().lineSeqno(), events.getLast().lost()), events::toString);
        assertEquals(List.of("meter DEGRADED", "meter UP"), states);
        assertEquals(0, line.counters().lost(), () -> "that the kernel counts anew is no loss: " + line.counters());
        assertTrue(line.active());
    }

    @Test
    void aPolledInputNeedsNoInterruptsAndComesBackToo() {
        InputLine line = board.openInput(LineConfig.input("tank", LineAddress.at(LEAVING, 2)).bias(Bias.PULL_DOWN).pollEvery(POLL).build());
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        chips.drive(LEAVING, 2, true);
        Await.until(() -> events.size() == 1, () -> "a level that was read: " + line.counters());
        assertTrue(events.getFirst().active());
        assertFalse(events.getFirst().resync());
        assertEquals(1, line.counters().edges());
        pullOutAndPutBack(line);
        Await.until(() -> events.size() == 2, () -> "its level fell meanwhile: " + line.counters());
        chips.drive(LEAVING, 2, true);
        Await.until(() -> events.size() == 3, () -> "it is read on: " + line.counters());
        assertEquals(List.of(true, false, true), events.stream().map(LineEvent::active).toList());
        assertEquals(List.of(0L, 0L), List.of(line.counters().lost(), line.counters().merged()), () -> "" + line.counters());
    }

    @Test
    void anOutputComesBackWithTheLevelThatWasWrittenLast() {
        OutputLine relay = board.openOutput(LineConfig.output("relay", LineAddress.at(LEAVING, 1)).activeLow(true).build());
        assertTrue(chips.high(LEAVING, 1), "inactive");
        relay.write(true);
        chips.unplugLeaving();
        assertSays("taken away", () -> relay.write(false));
        chips.plugLeaving();
        Await.until(() -> relay.state() == LineState.UP, () -> "it works again: " + states);
        assertTrue(relay.active());
        assertFalse(chips.high(LEAVING, 1), "active");
        relay.write(false);
        assertTrue(chips.high(LEAVING, 1), "inactive again");
    }

    @Test
    void itCanBeLostAgainAndAgain() {
        InputLine line = board.openInput(onLeaving("meter", 0));
        for (int times = 1; times <= 3; times++) {
            pullOutAndPutBack(line);
            int told = 2 * times;
            Await.until(() -> states.size() == told, () -> told + " changes: " + states);
        }
        assertEquals(List.of("meter DEGRADED", "meter UP", "meter DEGRADED", "meter UP", "meter DEGRADED", "meter UP"), states);
    }

    @Test
    void aLineThatIsClosedMeanwhileStaysClosed() {
        InputLine line = board.openInput(onLeaving("meter", 0));
        board.onState(change -> line.close());
        chips.unplugLeaving();
        assertSays("taken away", line::active);
        Await.until(() -> board.counters().isEmpty(), () -> "closed by who was told: " + states);
        chips.plugLeaving();
        InputLine again = board.openInput(onLeaving("meter", 0));
        assertEquals(LineState.UP, again.state());
        assertSays("line meter is closed", line::active);
        assertEquals(List.of("meter DEGRADED"), states);
    }

    @Test
    void aLineWhoseNameMovedIsFoundAgain() {
        InputLine named = board.openInput(LineConfig.input("named", LineAddress.named("L3")).build());
        assertEquals(3, named.info().offset());
        pullOutAndPutBack(named);
        assertEquals(LEAVING, named.info().chip());
    }

    private void pullOutAndPutBack(InputLine line) {
        chips.unplugLeaving();
        assertSays("taken away", line::active);   // kernels before 6.7 wake nobody who polls: the use finds it
        chips.plugLeaving();
        Await.until(() -> line.state() == LineState.UP, () -> "it works again: " + states);
    }

    private void driveKept(InputLine kept, int times) {
        for (int i = 1; i <= times; i++) {
            chips.drive(STAYING, 0, i % 2 == 1);
            int count = i;
            Await.until(() -> kept.counters().events() == count, () -> count + " events of the line that stayed: " + kept.counters());
        }
    }

    private static LineConfig onLeaving(String id, int offset) {
        return LineConfig.input(id, LineAddress.at(LEAVING, offset)).bias(Bias.PULL_DOWN).build();
    }

    private static void assertSays(String part, Runnable use) {
        String message = String.valueOf(assertThrows(LineException.class, use::run).getMessage());
        assertTrue(message.contains(part), message);
    }
}
