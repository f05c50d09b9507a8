package io.kedge.hal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import com.pi4j.io.gpio.digital.PullResistance;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.pi4j.LineStateChangeEvent;
import io.kedge.hal.pi4j.Pi4jProviders;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a board must do under Pi4J 4.0.2, on the real engine. Its rig's lines are given by offset; it has 2 chips. */
public abstract class Pi4jContract {
    private Cmwq engine;
    private Rig rig;
    private Context pi4j;

    /** {@return a fresh board of this provider, of 2 chips with 4 or more lines each}; it asks for workqueues by name. */
    protected abstract Rig newRig(Function<String, @Nullable Workqueue> workqueues);

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        rig = newRig(name -> name.equals("gpio") ? gpio : null);
        pi4j = Pi4J.newContextBuilder().noAutoDetect().add(Pi4jProviders.of(rig.board(), "gpio")).disableShutdownHook().build();
    }

    @AfterEach
    void close() {
        pi4j.shutdown();
        rig.close();
        engine.close();
    }

    @Test
    void aListenerGetsEachChangeInOrderWithItsStampAndNumberInAWorker() {
        DigitalInput button = pi4j.create(input("button", 0).debounce(0L));
        List<DigitalStateChangeEvent<?>> events = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        button.addListener(event -> {
            threads.add(Thread.currentThread().getName());
            events.add(event);
        });
        for (int i = 0; i < 6; i++) {
            rig.drive(rig.line(0), i % 2 == 0);
            int count = i + 1;
            Await.until(() -> events.size() == count, () -> count + " events, got " + events);
        }
        for (int i = 0; i < 6; i++) {
            LineStateChangeEvent event = assertInstanceOf(LineStateChangeEvent.class, events.get(i));
            assertEquals(i % 2 == 0 ? DigitalState.HIGH : DigitalState.LOW, event.state());
            assertEquals(i + 1, event.lineSeqno());
            assertEquals(0, event.lost() + event.merged());
            assertNotEquals(0, event.stampNanos());
            assertTrue(threads.get(i).startsWith("kworker/"), threads::toString);
            assertNotEquals(IrqThread.NAME, threads.get(i));
        }
    }

    @Test
    void aListenerThatThrowsAndOneThatLeavesHarmNobody() {
        DigitalInput button = pi4j.create(input("button", 0).debounce(0L));
        List<DigitalState> seen = new CopyOnWriteArrayList<>();
        DigitalStateChangeListener leaving = event -> {
            throw new IllegalStateException("on purpose");
        };
        button.addListener(leaving);
        button.addListener(event -> seen.add(event.state()));
        rig.drive(rig.line(0), true);
        Await.until(() -> seen.size() == 1, () -> "the second listener hears it: " + seen);
        button.removeListener(leaving);
        rig.drive(rig.line(0), false);
        Await.until(() -> seen.size() == 2, () -> "and goes on: " + seen);
    }

    @Test
    void pi4jsDebounceIsOneEventForABounceTrain() {
        DigitalInput button = pi4j.create(input("button", 0).debounce(250_000L));
        List<LineStateChangeEvent> events = new CopyOnWriteArrayList<>();
        button.addListener(event -> events.add((LineStateChangeEvent) event));
        for (int i = 0; i < 7; i++) {
            rig.drive(rig.line(0), i % 2 == 0);
        }
        Await.until(() -> !events.isEmpty(), () -> "one event");
        assertEquals(1, events.size());
        assertEquals(DigitalState.HIGH, events.getFirst().state());
        assertEquals(rig.board().counters().getFirst().edges() - 1, events.getFirst().lineEvent().bounces());
    }

    @Test
    void onStateIsPi4jsAffairAndFlipsTheLevelOnceOnly() {
        DigitalInput contact = pi4j.create(input("contact", 0).debounce(0L).onState(DigitalState.LOW));
        assertTrue(contact.isOn());
        assertEquals(DigitalState.LOW, contact.state());
        rig.drive(rig.line(0), true);
        assertFalse(contact.isOn());
        assertEquals(DigitalState.HIGH, contact.state());
    }

    @Test
    void theSameBcmOfTwoChipsAreTwoLines() {
        DigitalInput first = pi4j.create(input("first", 0));
        int otherBus = busOf(rig.line(0)) == 0 ? 1 : 0;
        DigitalInput second = pi4j.create(DigitalInput.newConfigBuilder(pi4j).id("second").bus(otherBus).bcm(rig.line(0).offset()));
        assertEquals(first.config().bcm(), second.config().bcm());
        assertEquals(2, rig.board().counters().size());
    }

    @Test
    void aRefusedLineNamesItsHolderAndCanBeHadOnceItIsFree() {
        DigitalOutput relay = pi4j.create(output("relay", 0));
        String message = messages(assertThrows(RuntimeException.class, () -> pi4j.create(input("button", 0))));
        assertTrue(message.contains("held by 'kedge:relay'"), message);
        relay.close();
        DigitalInput button = pi4j.create(input("button", 0));
        assertEquals(DigitalState.LOW, button.state());
    }

    @Test
    void aBusThatIsNotThereIsRefusedWithTheChips() {
        DigitalInputConfigBuilder nowhere = DigitalInput.newConfigBuilder(pi4j).id("x").bus(7).bcm(1);
        String message = messages(assertThrows(RuntimeException.class, () -> pi4j.create(nowhere)));
        assertTrue(message.contains("bus 7 is out of range; this board has 2 chip(s): "), message);
    }

    @Test
    void anOutputIsWrittenAndTellsItsListeners() {
        DigitalOutput led = pi4j.create(output("led", 1).initial(DigitalState.HIGH).shutdown(DigitalState.LOW));
        List<DigitalState> seen = new CopyOnWriteArrayList<>();
        led.addListener(event -> seen.add(event.state()));
        assertEquals(DigitalState.HIGH, led.state());
        led.low();
        led.low();
        led.toggle();
        assertEquals(List.of(DigitalState.LOW, DigitalState.HIGH), seen);
        assertThrows(IOException.class, () -> led.state(DigitalState.UNKNOWN));
    }

    @Test
    void shutdownClosesTheLines() {
        pi4j.create(input("button", 0));
        pi4j.create(output("led", 1));
        pi4j.shutdown();
        assertEquals(List.of(), rig.board().counters());
        assertTrue(rig.board().lines().stream().allMatch(line -> line.consumer().isEmpty()), "every line is free");
    }

    private DigitalInputConfigBuilder input(String id, int line) {
        return DigitalInput.newConfigBuilder(pi4j).id(id).bus(busOf(rig.line(line))).bcm(rig.line(line).offset()).pull(PullResistance.PULL_DOWN);
    }

    private DigitalOutputConfigBuilder output(String id, int line) {
        return DigitalOutput.newConfigBuilder(pi4j).id(id).bus(busOf(rig.line(line))).bcm(rig.line(line).offset());
    }

    private int busOf(LineAddress line) {
        return rig.board().chips().stream().map(ChipInfo::label).toList().indexOf(line.chip());
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            all.append(t.getMessage()).append('\n');
        }
        return all.toString();
    }
}
