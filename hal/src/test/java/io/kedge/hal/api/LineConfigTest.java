package io.kedge.hal.api;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        assertThrows(IllegalArgumentException.class, () -> new Debounce(Debounce.Policy.NONE, Duration.ofMillis(1)));
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

    private static String refused(LineConfig.Builder builder) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, builder::build).getMessage());
    }
}
