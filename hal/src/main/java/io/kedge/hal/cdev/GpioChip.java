package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineInfo;

/** One open {@code /dev/gpiochipN}. Held only while it is asked something: requests live on without it. One thread. */
final class GpioChip implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment errno = Libc.newErrno(arena);
    private final int descriptor;
    private final ChipInfo info;

    /**
     * Opens it.
     *
     * @throws SystemCallException with EACCES without permission, ENOENT or ENODEV if it is not there, ENOTTY if it is no GPIO chip
     */
    GpioChip(Path device) throws SystemCallException {
        int opened = -1;
        ChipInfo told = null;
        try {
            opened = check("open " + device, Libc.open(errno, arena.allocateFrom(device.toString()), Libc.O_RDWR | Libc.O_CLOEXEC));
            MemorySegment chip = arena.allocate(V2ChipInfo.BYTES, Long.BYTES);
            check("chip info of " + device, Libc.ioctl(errno, opened, GpioV2.GET_CHIPINFO, chip));
            told = V2ChipInfo.read(chip);
        } finally {
            if (told == null) {
                close(opened);
            }
        }
        this.descriptor = opened;
        this.info = told;
    }

    /** {@return what it said of itself when it was opened} */
    ChipInfo info() {
        return info;
    }

    /** {@return every line, by offset} */
    List<LineInfo> lines() throws SystemCallException {
        List<LineInfo> lines = new ArrayList<>(info.lines());
        MemorySegment line = arena.allocate(V2LineInfo.BYTES, Long.BYTES);
        for (int offset = 0; offset < info.lines(); offset++) {
            ask(line, offset);
            lines.add(V2LineInfo.read(line, info.label()));
        }
        return lines;
    }

    /** {@return one line} */
    LineInfo line(int offset) throws SystemCallException {
        MemorySegment line = arena.allocate(V2LineInfo.BYTES, Long.BYTES);
        ask(line, offset);
        return V2LineInfo.read(line, info.label());
    }

    /** {@return one line's flags, as in {@link GpioV2}} */
    long flags(int offset) throws SystemCallException {
        MemorySegment line = arena.allocate(V2LineInfo.BYTES, Long.BYTES);
        ask(line, offset);
        return V2LineInfo.flags(line);
    }

    /** {@return for how many microseconds the kernel debounces one line, unsigned; 0 if it does not} */
    int debounceMicros(int offset) throws SystemCallException {
        MemorySegment line = arena.allocate(V2LineInfo.BYTES, Long.BYTES);
        ask(line, offset);
        return V2LineInfo.debounceMicros(line);
    }

    private void ask(MemorySegment line, int offset) throws SystemCallException {
        V2LineInfo.ask(line, offset);
        check("line info of " + info.label() + ":" + offset, Libc.ioctl(errno, descriptor, GpioV2.GET_LINEINFO, line));
    }

    /**
     * Takes lines.
     *
     * @throws SystemCallException with EBUSY if one is taken, EINVAL for flags that exclude each other or an offset out of
     *     range, ENXIO if one cannot raise interrupts, EOPNOTSUPP without a hardware timestamp engine
     */
    LineRequest request(LineSpec spec) throws SystemCallException {
        MemorySegment request = arena.allocate(V2LineRequest.BYTES, Long.BYTES);
        V2LineRequest.write(request, spec);
        check("request of " + info.label() + ":" + spec.offsets(), Libc.ioctl(errno, descriptor, GpioV2.GET_LINE, request));
        return LineRequest.of(V2LineRequest.descriptor(request), spec.offsets());
    }

    /** {@return the result, unless it is an errno} */
    static int check(String call, int result) throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(call, -result);
        }
        return result;
    }

    @Override
    public void close() {
        close(descriptor);
    }

    private void close(int opened) {
        if (opened >= 0) {
            Libc.close(errno, opened);
        }
        arena.close();
    }
}
