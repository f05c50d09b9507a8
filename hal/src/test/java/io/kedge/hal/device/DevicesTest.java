package io.kedge.hal.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.Await;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.sim.SimulatedBoard;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Devices on the simulated board, with real time. Nothing is asserted of how long anything takes. */
class DevicesTest {
    private static final LineAddress KEY = LineAddress.at("sim", 0);
    private static final ButtonTiming QUICK = new ButtonTiming(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(10));
    private static final ButtonTiming PATIENT = new ButtonTiming(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ZERO);

    private final List<ButtonEvent> events = new CopyOnWriteArrayList<>();
    private Cmwq engine;
    private Workqueue gpio;
    private SimulatedBoard board;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        gpio = engine.workqueue("gpio").percpu().create();
        board = SimulatedBoard.builder().chip("sim", 4, "").start(name -> gpio);
    }

    @AfterEach
    void stop() {
        board.close();
        engine.close();
    }

    private Button button(Debounce debounce, ButtonTiming timing) {
        InputLine line = board.openInput(LineConfig.input("key", KEY).debounce(debounce).build());
        Button button = Button.on(line, gpio, timing);
        button.onEvent(events::add);
        return button;
    }

    private List<ButtonAction> actions() {
        return events.stream().map(ButtonEvent::action).toList();
    }

    @Test
    void aDoubleClickIsToldAtItsSecondRelease() {
        try (Button button = button(Debounce.none(), PATIENT)) {
            for (int i = 0; i < 2; i++) {
                board.drive(KEY, true);
                board.drive(KEY, false);
            }
            Await.until(() -> actions().contains(ButtonAction.DOUBLE_CLICK), events::toString);
            assertEquals(List.of(ButtonAction.PRESS, ButtonAction.RELEASE, ButtonAction.PRESS, ButtonAction.RELEASE, ButtonAction.DOUBLE_CLICK), actions());
            assertEquals(events.getFirst().monotonicNanos(), events.getLast().monotonicNanos(), "it was begun by the first press");
            assertEquals(0, button.failures());
        }
    }

    @Test
    void whatNoEdgeTellsIsFoundByTheTimer() {
        try (Button button = button(Debounce.settle(Duration.ofMillis(5)), QUICK)) {
            board.drive(KEY, true);
            Await.until(() -> actions().contains(ButtonAction.REPEAT), () -> "held: " + events);
            board.drive(KEY, false);
            Await.until(() -> actions().contains(ButtonAction.RELEASE), () -> "released: " + events);
            assertEquals(List.of(ButtonAction.PRESS, ButtonAction.LONG_PRESS, ButtonAction.REPEAT), actions().subList(0, 3));
            long press = events.getFirst().monotonicNanos();
            assertEquals(40_000_000, events.get(1).monotonicNanos() - press, "when it was true, not when it was found");
            assertEquals(50_000_000, events.get(2).monotonicNanos() - press);
            assertEquals(0, button.failures());
        }
    }

    @Test
    void aHandlerThatThrowsIsCountedAndTheOthersHearIt() {
        InputLine line = board.openInput(LineConfig.input("key", KEY).build());
        try (Button button = Button.on(line, gpio, PATIENT)) {
            button.onEvent(event -> {
                throw new IllegalStateException("on purpose");
            });
            button.onEvent(events::add);
            board.drive(KEY, true);
            Await.until(() -> events.size() == 1, events::toString);
            assertEquals(1, button.failures());
        }
    }

    @Test
    void aButtonThatIsClosedHearsNothingAndItsLineIsOpen() {
        InputLine line = board.openInput(LineConfig.input("key", KEY).build());
        Button button = Button.on(line, gpio, QUICK);
        button.onEvent(events::add);
        button.close();
        button.close();
        board.drive(KEY, true);
        Await.until(() -> line.counters().events() == 1, () -> "the line hears it: " + line.counters());
        assertTrue(line.active());
        assertEquals(List.of(), events);
    }

    @Test
    void aHandlerMayCloseItsButton() {
        InputLine line = board.openInput(LineConfig.input("key", KEY).build());
        Button button = Button.on(line, gpio, QUICK);
        button.onEvent(event -> {
            button.close();
            events.add(event);
        });
        board.drive(KEY, true);
        Await.until(() -> events.size() == 1, events::toString);
        board.drive(KEY, false);
        Await.until(() -> line.counters().events() == 2, () -> "the line goes on: " + line.counters());
        assertEquals(1, events.size());
    }

    @Test
    void motionIsHeldUntilItsTimeIsOver() {
        InputLine line = board.openInput(LineConfig.input("hall", KEY).debounce(Debounce.settle(Duration.ofMillis(2))).build());
        List<MotionEvent> told = new CopyOnWriteArrayList<>();
        try (Motion motion = Motion.on(line, gpio, Duration.ofMillis(30))) {
            motion.onEvent(told::add);
            board.drive(KEY, true);
            Await.until(() -> told.size() == 1, told::toString);
            board.drive(KEY, false);
            Await.until(() -> told.size() == 2, () -> "over, without an edge: " + told);
            assertTrue(told.getFirst().moving());
            assertEquals(Duration.ofNanos(told.getLast().monotonicNanos() - told.getFirst().monotonicNanos()), told.getLast().lasted());
            assertTrue(told.getLast().lasted().compareTo(Duration.ofMillis(30)) >= 0, told::toString);
            assertEquals(0, motion.failures());
        }
        assertEquals("hold time of hall must be 0 to 24 hours, was PT-1S",
                assertThrows(IllegalArgumentException.class, () -> Motion.on(line, gpio, Duration.ofSeconds(-1))).getMessage());
    }

    @Test
    void aLineThatTellsNoLevelsIsRefused() {
        InputLine rising = board.openInput(LineConfig.input("rising", KEY).edges(Edges.RISING).build());
        assertEquals("line rising cannot be a button: it must tell of both levels, was edges RISING, debounce none",
                assertThrows(IllegalArgumentException.class, () -> Button.on(rising, gpio, QUICK)).getMessage());
        InputLine count = board.openInput(LineConfig.input("count", LineAddress.at("sim", 1)).debounce(Debounce.count(3, Duration.ofSeconds(1))).build());
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> Button.on(count, gpio, QUICK)).getMessage())
                .contains("debounce count 3 in 1s"));
    }
}
