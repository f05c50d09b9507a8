package io.kedge.hal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.line.OpenInput;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a board must do, on the real engine. Each provider has a subclass that makes its {@link Rig}. */
public abstract class BoardContract {
    /** Longer than the test's own thread may be held up between two edges of one movement. */
    private static final Duration PERIOD = Duration.ofMillis(250);

    private Cmwq engine;
    private Rig rig;

    /** {@return a fresh board of this provider}; it asks for workqueues by name. */
    protected abstract Rig newRig(Function<String, @Nullable Workqueue> workqueues);

    @BeforeEach
    void startEngineAndBoard() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        rig = newRig(name -> name.equals("gpio") ? gpio : null);
    }

    @AfterEach
    void closeBoardAndEngine() {
        rig.close();
        engine.close();
    }

    @Test
    void aPressWithTwelveBouncesIsExactlyOneEventAndSoIsItsRelease() {
        InputLine button = rig.board().openInput(input("button", 0).debounce(Debounce.settle(PERIOD)).build());
        List<LineEvent> events = listen(button);
        train(0, true, 13);
        awaitEvents(events, 1);
        LineEvent pressed = events.getFirst();
        assertTrue(pressed.active());
        assertEquals(1, pressed.lineSeqno());
        assertEquals(button.counters().edges() - 1, pressed.bounces());
        train(0, false, 13);
        awaitEvents(events, 2);
        assertEquals(List.of(true, false), levels(events));
        LineCounters all = button.counters();
        assertEquals(all.edges(), all.events() + all.bounces(), all::toString);
    }

    @Test
    void aPulseShorterThanThePeriodIsNoEvent() {
        InputLine line = rig.board().openInput(input("sensor", 0).debounce(Debounce.settle(PERIOD)).build());
        List<LineEvent> events = listen(line);
        train(0, true, 2);
        Await.until(() -> line.counters().bounces() == 2, () -> "two swallowed edges: " + line.counters());
        assertEquals(List.of(), events);
    }

    @Test
    void leadingTellsThePressAtOnceAndTheReleaseAfterTheLockOut() {
        InputLine line = rig.board().openInput(input("door", 0).debounce(Debounce.leading(PERIOD)).build());
        List<LineEvent> events = listen(line);
        long before = System.nanoTime();
        rig.drive(rig.line(0), true);
        awaitEvents(events, 1);
        rig.drive(rig.line(0), false);
        awaitEvents(events, 2);
        assertEquals(List.of(true, false), levels(events));
        assertEquals(1, events.getFirst().lineSeqno());
        assertTrue(System.nanoTime() - before >= PERIOD.toNanos(), "the release waits for the end of the lock-out");
        assertTrue(events.getLast().stampNanos() - events.getFirst().stampNanos() > 0);
    }

    @Test
    void tenThousandSpacedEdgesAreAllCountedInOrder() {
        InputLine meter = rig.board().openInput(input("meter", 0).build());
        List<LineEvent> events = listen(meter);
        for (int counted = 500; counted <= 10_000; counted += 500) {   // in portions that fit the ring, however late the worker
            int upTo = counted;
            toggle(meter, 0, 500);
            Await.until(() -> events.size() == upTo, () -> upTo + " events: " + meter.counters());
        }
        LineCounters all = meter.counters();
        assertEquals(List.of(10_000L, 10_000L, 0L, 0L, 0L), List.of(all.edges(), all.events(), all.lost(), all.merged(), all.overflows()));
        for (int i = 0; i < events.size(); i++) {
            LineEvent event = events.get(i);
            assertEquals(i + 1, event.lineSeqno());
            assertEquals(i % 2 == 0, event.active());
            assertTrue(i == 0 || event.stampNanos() >= events.get(i - 1).stampNanos(), "stamps go forward");
        }
    }

    @Test
    void aStalledBottomHalfStallsNeitherGpioIrqNorAnotherLine() throws InterruptedException {
        InputLine stuck = rig.board().openInput(input("stuck", 0).build());
        InputLine free = rig.board().openInput(input("free", 1).build());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        stuck.onEvent(event -> {
            entered.countDown();
            leave.await();
        });
        List<LineEvent> events = listen(free);
        rig.drive(rig.line(0), true);
        entered.await();
        toggle(stuck, 0, 501);
        toggle(free, 1, 200);
        awaitEvents(events, 200);
        assertEquals(502, stuck.counters().edges());
        leave.countDown();
        Await.until(() -> stuck.counters().events() == 502, () -> "all edges in the end: " + stuck.counters());
    }

    @Test
    void aRingThatOverflowsIsCountedAndTheLevelIsReadAgain() throws InterruptedException {
        InputLine line = rig.board().openInput(input("flood", 0).build());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        line.onEvent(event -> {
            entered.countDown();
            leave.await();
        });
        List<LineEvent> events = listen(line);
        List<EdgeEvent> edges = new CopyOnWriteArrayList<>();
        line.onEdge(edges::add);
        rig.drive(rig.line(0), true);
        entered.await();
        int refused = 301;
        toggle(line, 0, OpenInput.RING_CAPACITY + refused);
        assertEquals(refused, line.counters().overflows());
        leave.countDown();
        awaitEvents(events, 1 + OpenInput.RING_CAPACITY + 1);
        assertEquals(1, line.counters().resyncs());
        assertTrue(edges.getLast().resync());
        assertTrue(events.getLast().resync(), "the level differs from the last edge that was kept");
        assertFalse(events.getLast().active());
        assertFalse(line.active());
        rig.drive(rig.line(0), true);
        awaitEvents(events, 1 + OpenInput.RING_CAPACITY + 2);
        assertEquals(refused, events.getLast().lost());
        assertEquals(0, line.counters().lost(), "the kernel lost nothing");
    }

    @Test
    void chatterThatNeverSettlesDoesNotOverflowTheRing() {
        InputLine line = rig.board().openInput(input("chatter", 0).debounce(Debounce.settle(Debounce.LONGEST)).build());
        LongAdder drained = new LongAdder();
        line.onEdge(edge -> drained.increment());
        int half = OpenInput.RING_CAPACITY / 2;
        for (int portion = 0; portion < 6; portion++) {
            toggle(line, 0, half);
            Await.until(() -> line.counters().edges() - drained.sum() < half, () -> "less than half full: " + drained + " of " + line.counters());
        }
        assertEquals(0, line.counters().overflows());
        assertEquals(0, line.counters().bounces(), "drained by its ring, not by its timer: nothing has settled");
    }

    @Test
    void handlersRunInTheWorkItemNeverOnGpioIrq() {
        InputLine line = rig.board().openInput(input("button", 0).build());
        List<String> where = new CopyOnWriteArrayList<>();
        line.onEvent(event -> where.add(Thread.currentThread().getName() + " " + (Cmwq.currentWork() != null)));
        rig.drive(rig.line(0), true);
        Await.until(() -> !where.isEmpty(), () -> "one call");
        assertTrue(where.getFirst().endsWith(" true"), where::getFirst);
        assertFalse(where.getFirst().startsWith(IrqThread.NAME), where::getFirst);
    }

    @Test
    void aLineBoundToACpuRunsThere() {
        InputLine line = rig.board().openInput(input("bound", 0).cpu(0).debounce(Debounce.settle(PERIOD)).build());
        List<String> workers = new CopyOnWriteArrayList<>();
        line.onEvent(event -> workers.add(Thread.currentThread().getName()));
        rig.drive(rig.line(0), true);
        Await.until(() -> workers.size() == 1, () -> "one event: " + line.counters());
        assertTrue(workers.getFirst().startsWith("kworker/0:"), workers::getFirst);
    }

    @Test
    void activeLowTurnsLevelsAndEvents() {
        InputLine line = rig.board().openInput(input("contact", 0).activeLow(true).build());
        List<LineEvent> events = listen(line);
        assertTrue(line.active(), "low is active");
        rig.drive(rig.line(0), true);
        rig.drive(rig.line(0), false);
        awaitEvents(events, 2);
        assertEquals(List.of(false, true), levels(events));
    }

    @Test
    void onlyTheEdgesAskedForInterrupt() {
        InputLine line = rig.board().openInput(input("rising", 0).edges(Edges.RISING).build());
        List<LineEvent> events = listen(line);
        for (int i = 0; i < 5; i++) {
            rig.drive(rig.line(0), true);
            rig.drive(rig.line(0), false);
            int risen = i + 1;
            Await.until(() -> line.counters().edges() == risen, () -> "one more edge: " + line.counters());
        }
        awaitEvents(events, 5);
        assertEquals(0, line.counters().merged());
    }

    @Test
    void aStreamDeliversWhatItsPolicyKeepsAndCompletesWithTheLine() {
        InputLine line = rig.board().openInput(input("stream", 0).build());
        AssertSubscriber<LineEvent> fast = line.events(OverflowPolicy.dropOldest(16)).subscribe().withSubscriber(AssertSubscriber.create(99));
        AssertSubscriber<LineEvent> slow = line.events(OverflowPolicy.latest()).subscribe().withSubscriber(AssertSubscriber.create(0));
        toggle(line, 0, 5);
        Await.until(() -> line.counters().events() == 5 && fast.getItems().size() == 5, () -> "five events: " + line.counters());
        slow.request(1).awaitItems(1);
        assertEquals(5, slow.getItems().getFirst().lineSeqno());
        assertEquals(4, line.counters().streamDrops());
        line.close();
        fast.awaitCompletion();
        slow.awaitCompletion();
    }

    @Test
    void afterCloseNobodyIsCalledAndTheLineIsFree() {
        InputLine line = rig.board().openInput(input("once", 0).debounce(Debounce.settle(PERIOD)).build());
        List<LineEvent> events = listen(line);
        rig.drive(rig.line(0), true);
        Await.until(() -> line.counters().edges() == 1, () -> "armed: " + line.counters());
        line.close();
        line.close();
        assertThrows(LineException.class, line::active);
        assertEquals(List.of(), rig.board().counters());
        rig.drive(rig.line(0), false);   // nobody hears it
        InputLine again = rig.board().openInput(input("twice", 0).build());
        List<LineEvent> later = listen(again);
        rig.drive(rig.line(0), true);
        awaitEvents(later, 1);
        assertEquals(1, later.getFirst().lineSeqno());
        assertEquals(List.of(), events);
    }

    @Test
    void aChipCountsWhatItsLinesDidAlsoThoseThatAreClosed() {
        InputLine first = rig.board().openInput(input("first", 0).build());
        InputLine second = rig.board().openInput(input("second", 1).build());
        toggle(first, 0, 3);
        toggle(second, 1, 2);
        Await.until(() -> first.counters().events() == 3, () -> "none is left to be dropped: " + first.counters());
        first.close();
        InputLine again = rig.board().openInput(input("first", 0).build());
        toggle(again, 0, 4);
        Await.until(() -> rig.board().chipCounters().getFirst().events() == 9, () -> "3, 2 and 4 events: " + rig.board().chipCounters());
        ChipCounters all = rig.board().chipCounters().getFirst();
        assertEquals(List.of(second.info().chip(), 9L, 0L), List.of(all.chip(), all.edges(), all.lost()), all::toString);
    }

    @Test
    void aHandlerMayCloseItsOwnLine() {
        InputLine line = rig.board().openInput(input("self", 0).build());
        line.onEvent(event -> line.close());
        rig.drive(rig.line(0), true);
        Await.until(() -> rig.board().counters().isEmpty(), () -> "closed by its own handler");
    }

    @Test
    void aLineThatIsHeldNamesItsHolder() {
        rig.board().openInput(input("first", 0).build());
        assertRefused("held by 'kedge:first'", () -> rig.board().openInput(input("second", 0).build()));
        assertRefused("held by 'kedge:first'", () -> rig.board().openOutput(LineConfig.output("relay", rig.line(0)).build()));
        assertRefused("open already", () -> rig.board().openInput(input("first", 1).build()));
        LineInfo held = rig.board().lines().stream().filter(info -> info.consumer().equals("kedge:first")).findFirst().orElseThrow();
        assertEquals(Direction.INPUT, held.direction());
    }

    @Test
    void whatDoesNotExistIsRefusedWithTheCure() {
        LineInfo first = rig.board().lines().getFirst();
        int lines = rig.board().chips().getFirst().lines();
        assertRefused("did you mean '" + first.chip() + "'?", () -> open(LineAddress.at(first.chip() + "x", 0)));
        assertRefused("lines 0 to " + (lines - 1), () -> open(LineAddress.at(first.chip(), lines)));
        assertRefused("no workqueue 'gpoi'", () -> rig.board().openInput(input("x", 0).workqueue("gpoi").build()));
        assertRefused("not as INPUT", () -> rig.board().openInput(LineConfig.output("x", rig.line(0)).build()));
        open(rig.line(0));
    }

    @Test
    void anOutputHasItsInitialLevelAndIsWrittenAndTurned() {
        OutputLine relay = rig.board().openOutput(LineConfig.output("relay", rig.line(0)).initialActive(true).activeLow(true).build());
        assertTrue(relay.active());
        relay.write(false);
        assertFalse(relay.active());
        relay.close();
        assertRefused("is closed", () -> relay.write(true));
        open(rig.line(0));
    }

    @Test
    void aBoardThatIsClosedOpensNothing() {
        rig.board().openInput(input("a", 0).build());
        rig.board().close();
        rig.board().close();
        assertEquals(List.of(), rig.board().counters());
        assertRefused("board is closed", () -> open(rig.line(0)));
    }

    private InputLine open(LineAddress address) {
        return rig.board().openInput(LineConfig.input("x", address).build());
    }

    private static void assertRefused(String part, Runnable call) {
        String message = String.valueOf(assertThrows(LineException.class, call::run).getMessage());
        assertTrue(message.contains(part), message);
    }

    private LineConfig.Builder input(String id, int line) {
        return LineConfig.input(id, rig.line(line)).bias(Bias.PULL_DOWN);
    }

    private static List<LineEvent> listen(InputLine line) {
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        return events;
    }

    private static void awaitEvents(List<LineEvent> events, int count) {
        Await.until(() -> events.size() >= count, () -> count + " events, got " + events.size());
        assertEquals(count, events.size());
    }

    private static List<Boolean> levels(List<LineEvent> events) {
        return events.stream().map(LineEvent::active).toList();
    }

    /** One movement of a contact: this many edges within about 6 ms. */
    private void train(int line, boolean high, int edges) {
        for (int i = 0; i < edges; i++) {
            rig.drive(rig.line(line), (i % 2 == 0) == high);
            LockSupport.parkNanos(300_000);
        }
    }

    /** Changes the level this often, never more than the kernel keeps ahead of gpio-irq. */
    private void toggle(InputLine input, int line, int times) {
        boolean active = input.active();
        long before = input.counters().edges();
        for (int i = 1; i <= times; i++) {
            active = !active;
            rig.drive(rig.line(line), active);
            if (i % 8 == 0 || i == times) {
                long driven = before + i;
                Await.until(() -> input.counters().edges() == driven, () -> driven + " edges: " + input.counters());
            }
        }
    }
}
