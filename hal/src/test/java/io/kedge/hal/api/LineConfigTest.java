package io.kedge.hal.api;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LineConfigTest {
    private static final LineAddress AT = LineAddress.at("chip", 3);

    @Test
    void whatTheKernelWouldRefuseIsRefusedHereNamingTheLine() {
        assertEquals("line led is an output: it has no edges and no debounce", refused(LineConfig.output("led", AT).edges(Edges.BOTH)));
        assertEquals("line key is an input: it has no drive and no initial level", refused(LineConfig.input("key", AT).drive(Drive.OPEN_DRAIN)));
        assertEquals("line key is an input: it has no drive and no initial level", refused(LineConfig.input("key", AT).initialActive(true)));
        assertEquals("line key: cpu must be -1 (any) or a CPU number, was -2", refused(LineConfig.input("key", AT).cpu(-2)));
        assertEquals("line key: debounce needs both edges, was RISING",
                refused(LineConfig.input("key", AT).edges(Edges.RISING).debounce(Debounce.settle(Duration.ofMillis(1)))));
        assertEquals("a line's id must not be blank", refused(LineConfig.input(" ", AT)));
    }

    @Test
    void aDebouncePeriodMustFitItsPolicy() {
        assertThrows(IllegalArgumentException.class, () -> Debounce.settle(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Debounce.leading(Duration.ofSeconds(11)));
        assertThrows(IllegalArgumentException.class, () -> new Debounce(Debounce.Policy.NONE, Duration.ofMillis(1), 1));
    }

    @Test
    void aCountNeedsEdgesToCountAndTheirNumber() {
        Debounce count = Debounce.count(3, Duration.ofSeconds(1));
        assertEquals("line key: debounce needs edges to count, was NONE", refused(LineConfig.input("key", AT).edges(Edges.NONE).debounce(count)));
        assertEquals(count, LineConfig.input("key", AT).edges(Edges.FALLING).debounce(count).build().debounce());
        assertEquals("a count needs 1 to 1000 edges, was 0", refused(0));
        assertEquals("a count needs 1 to 1000 edges, was 1001", refused(1001));
        assertThrows(IllegalArgumentException.class, () -> new Debounce(Debounce.Policy.SETTLE, Duration.ofMillis(1), 2));
        assertThrows(IllegalArgumentException.class, () -> Debounce.count(2, Duration.ZERO));
    }

    private static String refused(int count) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Debounce.count(count, Duration.ofMillis(1))).getMessage());
    }

    @Test
    void theKernelTakesWholeMicrosecondsOf32Bits() {
        assertEquals("PT1H11M34.967295S", Debounce.kernel(Debounce.LONGEST_KERNEL).period().toString());
        String refusal = "kernel debounce takes 1 to 4294967295 whole microseconds (32 bits), was ";
        for (Duration period : List.of(Debounce.LONGEST_KERNEL.plusNanos(1_000), Duration.ZERO, Duration.ofNanos(-1_000), Duration.ofNanos(1_500))) {
            assertEquals(refusal + period, assertThrows(IllegalArgumentException.class, () -> Debounce.kernel(period)).getMessage());
        }
        Debounce kernel = Debounce.kernel(Duration.ofMillis(5));
        assertEquals("kernel 5ms", LineConfig.input("key", AT).edges(Edges.RISING).debounce(kernel).build().debounce().toString());
    }

    @Test
    void aDebounceReadsAsInAProfile() {
        assertEquals("none", Debounce.none().toString());
        assertEquals("settle 20ms", Debounce.settle(Duration.ofMillis(20)).toString());
        assertEquals("leading 2s", Debounce.leading(Duration.ofSeconds(2)).toString());
        assertEquals("glitch 1500us", Debounce.glitch(Duration.ofNanos(1_500_000)).toString());
        assertEquals("count 5 in 1s", Debounce.count(5, Duration.ofSeconds(1)).toString());
        assertEquals("settle 7ns", Debounce.settle(Duration.ofNanos(7)).toString());
    }

    @Test
    void anAddressIsAnOffsetOfAChipOrAName() {
        assertEquals("chip:3", AT.toString());
        assertEquals("chip:LED", LineAddress.named("chip", "LED").toString());
        assertEquals("LED", LineAddress.named("LED").toString());
        assertThrows(IllegalArgumentException.class, () -> LineAddress.at("chip", -1));
        assertThrows(IllegalArgumentException.class, () -> new LineAddress("chip", 3, "LED"));
        assertThrows(IllegalArgumentException.class, () -> new LineAddress(null, 3, null));
    }

    @Test
    void edgesAreTheKernelsNumbers() {
        assertEquals(Edge.RISING, Edge.ofCode(1));
        assertEquals(Edge.FALLING, Edge.ofCode(2));
        assertThrows(IllegalArgumentException.class, () -> Edge.ofCode(3));
    }

    @Test
    void aPolledLineHasNoInterruptsAndNothingOfTheKernels() {
        LineConfig config = LineConfig.input("x", AT).pollEvery(Duration.ofMillis(20)).build();
        assertEquals(Edges.NONE, config.interrupts());
        assertEquals(Edges.BOTH, config.edges());
        assertEquals(Duration.ofMillis(20), config.withDebounce(Debounce.settle(Duration.ofMillis(50))).poll());
        assertEquals(Edges.BOTH, LineConfig.input("x", AT).build().interrupts());
        assertEquals("line x is an output: there is nothing to poll",
                refused(LineConfig.output("x", AT).pollEvery(Duration.ofMillis(20))));
        for (String wrong : List.of("999us", "10001ms", "-1ms")) {
            long micros = Long.parseLong(wrong.replaceAll("[a-z]", "")) * (wrong.endsWith("us") ? 1 : 1000);
            assertEquals("line x: it can be polled every 1ms to 10s, was " + wrong,
                    refused(LineConfig.input("x", AT).pollEvery(Duration.of(micros, ChronoUnit.MICROS))));
        }
        assertTrue(refused(LineConfig.input("x", AT).pollEvery(Duration.ofMillis(20)).edges(Edges.NONE)).contains("needs edges to tell of"));
        assertTrue(refused(LineConfig.input("x", AT).pollEvery(Duration.ofMillis(20)).clock(EventClock.HTE)).contains("clock HTE"));
        assertTrue(refused(LineConfig.input("x", AT).pollEvery(Duration.ofMillis(20)).debounce(Debounce.kernel(Duration.ofMillis(5))))
                .contains("debounce kernel 5ms"));
    }

    private static String refused(LineConfig.Builder builder) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }
}
