package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Lines of one chip that are ours until this is closed: the descriptor that {@code GPIO_V2_GET_LINE} gave. Any thread; the
 * memory of its calls is allocated once.
 */
final class LineRequest implements AutoCloseable {
    /** {@code struct gpio_v2_line_values}: u64 bits, u64 mask; bit i is the request's i-th line. */
    private static final int VALUES_BYTES = 16;
    private static final long BITS = 0;
    private static final long MASK = 8;
    private static final int CLOSED = -1;

    private final List<Integer> offsets;
    private final MemorySegment values;    // both under this
    private final MemorySegment errno;
    private int descriptor;                // under this; CLOSED after close

    private LineRequest(int descriptor, List<Integer> offsets) {
        this.descriptor = descriptor;
        this.offsets = offsets;
        Arena arena = Arena.ofAuto();      // goes with the request; nothing to free by hand
        this.values = arena.allocate(VALUES_BYTES, Long.BYTES);
        this.errno = Libc.newErrno(arena);
    }

    /** Takes over the descriptor; its reads do not wait from here on. */
    static LineRequest of(int descriptor, List<Integer> offsets) throws SystemCallException {
        LineRequest request = new LineRequest(descriptor, offsets);
        request.setNonBlocking();
        return request;
    }

    private synchronized void setNonBlocking() throws SystemCallException {
        int result = Libc.setNonBlocking(errno, descriptor);
        if (result < 0) {
            close();
        }
        GpioChip.check("fcntl", result);
    }

    /** {@return its lines on their chip; a line's place here is its bit and its index} */
    List<Integer> offsets() {
        return offsets;
    }

    /** {@return what to poll and read; negative once it is closed} */
    synchronized int descriptor() {
        return descriptor;
    }

    /**
     * {@return the electrical level of the line at the index}
     *
     * @throws SystemCallException with ENODEV if the chip is gone
     */
    synchronized boolean high(int index) throws SystemCallException {
        values.set(ValueLayout.JAVA_LONG, BITS, 0);
        values.set(ValueLayout.JAVA_LONG, MASK, 1L << index);
        GpioChip.check("get values", Libc.ioctl(errno, open(), GpioV2.LINE_GET_VALUES, values));
        return (values.get(ValueLayout.JAVA_LONG, BITS) >>> index & 1) == 1;
    }

    /**
     * Sets the electrical level of the line at the index.
     *
     * @throws SystemCallException with EPERM if it is an input, ENODEV if the chip is gone
     */
    synchronized void write(int index, boolean high) throws SystemCallException {
        values.set(ValueLayout.JAVA_LONG, BITS, high ? 1L << index : 0);
        values.set(ValueLayout.JAVA_LONG, MASK, 1L << index);
        GpioChip.check("set values", Libc.ioctl(errno, open(), GpioV2.LINE_SET_VALUES, values));
    }

    private int open() throws SystemCallException {
        if (descriptor == CLOSED) {
            throw new SystemCallException("request is closed", Errno.ENODEV);
        }
        return descriptor;
    }

    /** Gives the lines back. A second call does nothing. Whoever polls the descriptor must have let go of it. */
    @Override
    public synchronized void close() {
        if (descriptor != CLOSED) {
            Libc.close(errno, descriptor);
            descriptor = CLOSED;
        }
    }
}
