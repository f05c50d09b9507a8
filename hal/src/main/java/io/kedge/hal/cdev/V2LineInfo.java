package io.kedge.hal.cdev;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineInfo;

/**
 * {@code struct gpio_v2_line_info} of linux/gpio.h, 256 bytes.
 *
 * <pre>
 *    0  char[32]  name       of the line, mostly from the device tree
 *   32  char[32]  consumer   who holds it
 *   64  u32       offset     set by the caller
 *   68  u32       num_attrs
 *   72  u64       flags
 *   80  attrs[10] 16 bytes each:  0 u32 id,  4 u32 zero,  8 u64 value
 *  240  u32[4]    padding
 * </pre>
 */
final class V2LineInfo {
    static final int BYTES = 256;

    /** What stands for the holder of a line that is in use and names nobody, as the kernel's own drivers do. */
    private static final String KERNEL = "kernel";
    private static final long NAME = 0;
    private static final long CONSUMER = 32;
    private static final long OFFSET = 64;
    private static final long NUM_ATTRS = 68;
    private static final long FLAGS = 72;
    private static final long ATTRS = 80;
    private static final int ATTR_BYTES = 16;
    private static final int ATTR_VALUE = 8;

    private V2LineInfo() { }

    /** Asks for this line. */
    static void ask(MemorySegment info, int offset) {
        info.fill((byte) 0);
        info.set(ValueLayout.JAVA_INT, OFFSET, offset);
    }

    static long flags(MemorySegment info) {
        return info.get(ValueLayout.JAVA_LONG, FLAGS);
    }

    /** {@return for how many microseconds the kernel debounces the line, unsigned; 0 if it does not} */
    static int debounceMicros(MemorySegment info) {
        int attributes = info.get(ValueLayout.JAVA_INT, NUM_ATTRS);
        for (int i = 0; i < attributes; i++) {
            long attribute = ATTRS + (long) i * ATTR_BYTES;
            if (info.get(ValueLayout.JAVA_INT, attribute) == GpioV2.ATTR_DEBOUNCE) {
                return info.get(ValueLayout.JAVA_INT, attribute + ATTR_VALUE);
            }
        }
        return 0;
    }

    static LineInfo read(MemorySegment info, String chip) {
        long flags = flags(info);
        String consumer = Structs.text(info, CONSUMER);
        boolean nameless = consumer.isEmpty() && (flags & GpioV2.FLAG_USED) != 0;
        return new LineInfo(
                chip,
                info.get(ValueLayout.JAVA_INT, OFFSET),
                Structs.text(info, NAME),
                nameless ? KERNEL : consumer,
                (flags & GpioV2.FLAG_OUTPUT) != 0 ? Direction.OUTPUT : Direction.INPUT);
    }
}
