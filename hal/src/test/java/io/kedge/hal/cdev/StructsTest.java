package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.Drive;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The kernel's structures, byte by byte as linux/gpio.h lays them out. */
class StructsTest {
    private final MemorySegment request = Arena.ofAuto().allocate(V2LineRequest.BYTES, Long.BYTES);

    @Test
    void anInputAsksForItsEdgesBiasClockAndBuffer() {
        LineConfig config = LineConfig.input("button", LineAddress.at("pl061", 5))
                .bias(Bias.PULL_UP).edges(Edges.FALLING).clock(EventClock.REALTIME).activeLow(true).build();
        V2LineRequest.write(request, LineSpec.input(config, 5, 100));
        assertEquals(5, u32(0));
        assertEquals("kedge:button", text(256));
        assertEquals(0x4 | 0x20 | 0x100 | 0x800, u64(288), "INPUT, EDGE_FALLING, PULL_UP, REALTIME; active-low is not the kernel's affair");
        assertEquals(0, u32(296), "no attributes");
        assertEquals(1, u32(560));
        assertEquals(100, u32(564));
        assertOthersAreZero(0, 256, 288, 289, 560, 564);
    }

    @Test
    void theKernelsDebounceIsAnAttributeWhoseMaskIsAnIndexAndNotTheLinesNumber() {
        LineConfig config = LineConfig.input("button", LineAddress.at("pl061", 5)).debounce(Debounce.kernel(Debounce.LONGEST_KERNEL)).build();
        V2LineRequest.write(request, LineSpec.input(config, 5, 100));
        assertEquals(List.of(1, 3, 0), List.of(u32(296), u32(320), u32(324)), "one attribute, DEBOUNCE, zero");
        assertEquals(-1, u32(328), "all 32 bits of microseconds");
        assertEquals(0, u32(332), "the union's other half");
        assertEquals(1, u64(336), "bit 0 is the request's first line, which is line 5 of the chip");
        LineConfig ours = LineConfig.input("button", LineAddress.at("pl061", 5)).debounce(Debounce.settle(Duration.ofMillis(5))).build();
        V2LineRequest.write(request.fill((byte) 0), LineSpec.input(ours, 5, 100));
        assertEquals(0, u32(296), "settle is not the kernel's affair");
    }

    @Test
    void theKernelsDebounceIsReadBackFromAmongOtherAttributes() {
        MemorySegment info = Arena.ofAuto().allocate(V2LineInfo.BYTES, Long.BYTES);
        assertEquals(0, V2LineInfo.debounceMicros(info));
        info.set(ValueLayout.JAVA_INT, 68, 2);
        info.set(ValueLayout.JAVA_INT, 80, GpioV2.ATTR_OUTPUT_VALUES);
        info.set(ValueLayout.JAVA_INT, 96, GpioV2.ATTR_DEBOUNCE);
        info.set(ValueLayout.JAVA_INT, 104, 20_000);
        assertEquals(20_000, V2LineInfo.debounceMicros(info));
    }

    @Test
    void anOutputStartsWithItsLevelAndItsDrive() {
        LineConfig config = LineConfig.output("relay", LineAddress.at("pl061", 7)).drive(Drive.OPEN_DRAIN).build();
        V2LineRequest.write(request, LineSpec.output(config, 7, true));
        assertEquals(0x8 | 0x40, u64(288), "OUTPUT, OPEN_DRAIN");
        assertEquals(List.of(1, 2, 0), List.of(u32(296), u32(320), u32(324)), "one attribute, OUTPUT_VALUES, zero");
        assertEquals(List.of(1L, 1L), List.of(u64(328), u64(336)), "value and mask: bit 0 is the request's first line");
        V2LineRequest.write(request.fill((byte) 0), LineSpec.output(config, 7, false));
        assertEquals(List.of(0L, 1L), List.of(u64(328), u64(336)));
    }

    @Test
    void sixtyFourLinesFillTheMaskAndNoMoreAreTaken() {
        List<Integer> all = IntStream.range(0, 64).boxed().toList();
        V2LineRequest.write(request, new LineSpec(all, "x", GpioV2.FLAG_OUTPUT, 0, 5, 0));
        assertEquals(63, u32(63 * 4));
        assertEquals(List.of(5L, -1L), List.of(u64(328), u64(336)));
        List<Integer> more = IntStream.range(0, 65).boxed().toList();
        assertThrows(IllegalArgumentException.class, () -> new LineSpec(more, "x", GpioV2.FLAG_INPUT, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LineSpec(List.of(), "x", GpioV2.FLAG_INPUT, 0, 0, 0));
    }

    @Test
    void aLongConsumerIsCutBetweenTwoCharacters() {
        Structs.text(request, 256, "x".repeat(30) + "\u00fc\u00fc");   // the u umlaut would be bytes 31 and 32
        assertEquals("x".repeat(30), text(256));
        Structs.text(request.fill((byte) 0), 256, "y".repeat(31));
        assertEquals("y".repeat(31), text(256));
        assertEquals("y".repeat(31), Structs.text(request, 256));
    }

    @Test
    void aTextWithoutItsNulEndsWithItsArray() {
        request.asSlice(0, 40).fill((byte) 'a');
        assertEquals("a".repeat(32), Structs.text(request, 0));
    }

    @Test
    void chipInfoIsRead() {
        MemorySegment info = Arena.ofAuto().allocate(V2ChipInfo.BYTES, Long.BYTES);
        info.setString(0, "gpiochip4");
        info.setString(32, "pinctrl-rp1");
        info.set(ValueLayout.JAVA_INT, 64, 54);
        assertEquals(new ChipInfo("pinctrl-rp1", "gpiochip4", 54), V2ChipInfo.read(info));
    }

    @Test
    void lineInfoIsReadAndAHolderWithoutANameIsTheKernel() {
        MemorySegment info = Arena.ofAuto().allocate(V2LineInfo.BYTES, Long.BYTES);
        V2LineInfo.ask(info, 17);
        info.setString(0, "GPIO17");
        assertEquals(new LineInfo("c", 17, "GPIO17", "", Direction.INPUT), V2LineInfo.read(info, "c"));
        info.set(ValueLayout.JAVA_LONG, 72, 0x1 | 0x8);
        assertEquals(new LineInfo("c", 17, "GPIO17", "kernel", Direction.OUTPUT), V2LineInfo.read(info, "c"));
        info.setString(32, "gpiomon");
        assertEquals(new LineInfo("c", 17, "GPIO17", "gpiomon", Direction.OUTPUT), V2LineInfo.read(info, "c"));
    }

    private int u32(long offset) {
        return request.get(ValueLayout.JAVA_INT, offset);
    }

    private long u64(long offset) {
        return request.get(ValueLayout.JAVA_LONG, offset);
    }

    private String text(long offset) {
        byte[] bytes = request.asSlice(offset, 32).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
    }

    /** The kernel refuses a request whose padding is not zero. */
    private void assertOthersAreZero(long... offsets) {
        MemorySegment rest = Arena.ofAuto().allocate(V2LineRequest.BYTES).copyFrom(request);
        rest.asSlice(256, 32).fill((byte) 0);
        for (long offset : offsets) {
            rest.set(ValueLayout.JAVA_BYTE, offset, (byte) 0);
        }
        assertEquals(-1, rest.mismatch(Arena.ofAuto().allocate(V2LineRequest.BYTES)), "first byte that is not zero");
    }
}
