package io.kedge.hal.cdev;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct gpio_v2_line_request} of linux/gpio.h with its {@code gpio_v2_line_config}, 592 bytes.
 *
 * <pre>
 *    0  u32[64]   offsets             on the chip
 *  256  char[32]  consumer
 *  288  u64       config.flags
 *  296  u32       config.num_attrs
 *  300  u32[5]    config.padding      zero
 *  320  attrs[10] 24 bytes each:  0 u32 id,  4 u32 zero,  8 u64 value,  16 u64 mask; bit i is the request's i-th line;
 *                                    a debounce is u32 microseconds in the value's first 4 bytes
 *  560  u32       num_lines
 *  564  u32       event_buffer_size   of all lines together
 *  568  u32[5]    padding             zero
 *  588  s32       fd                  set by the kernel
 * </pre>
 */
final class V2LineRequest {
    static final int BYTES = 592;

    private static final long CONSUMER = 256;
    private static final long FLAGS = 288;
    private static final long NUM_ATTRS = 296;
    private static final long ATTR_ID = 320;
    private static final long ATTR_VALUE = 328;
    private static final long ATTR_MASK = 336;
    private static final long NUM_LINES = 560;
    private static final long EVENT_BUFFER_SIZE = 564;
    private static final long FD = 588;

    private V2LineRequest() { }

    /** Fills memory that is all zero. */
    static void write(MemorySegment request, LineSpec spec) {
        int lines = spec.offsets().size();
        for (int i = 0; i < lines; i++) {
            request.set(ValueLayout.JAVA_INT, (long) i * Integer.BYTES, spec.offsets().get(i));
        }
        Structs.text(request, CONSUMER, spec.consumer());
        request.set(ValueLayout.JAVA_LONG, FLAGS, spec.flags());
        request.set(ValueLayout.JAVA_INT, NUM_LINES, lines);
        request.set(ValueLayout.JAVA_INT, EVENT_BUFFER_SIZE, spec.eventBuffer());
        if ((spec.flags() & GpioV2.FLAG_OUTPUT) != 0) {
            attribute(request, GpioV2.ATTR_OUTPUT_VALUES, lines);
            request.set(ValueLayout.JAVA_LONG, ATTR_VALUE, spec.initialBits());
        } else if (spec.debounceMicros() != 0) {
            attribute(request, GpioV2.ATTR_DEBOUNCE, lines);
            request.set(ValueLayout.JAVA_INT, ATTR_VALUE, spec.debounceMicros());
        }
    }

    /** The only one, for all lines of the request. */
    private static void attribute(MemorySegment request, int id, int lines) {
        request.set(ValueLayout.JAVA_INT, NUM_ATTRS, 1);
        request.set(ValueLayout.JAVA_INT, ATTR_ID, id);
        request.set(ValueLayout.JAVA_LONG, ATTR_MASK, -1L >>> (Long.SIZE - lines));
    }

    static int descriptor(MemorySegment request) {
        return request.get(ValueLayout.JAVA_INT, FD);
    }
}
