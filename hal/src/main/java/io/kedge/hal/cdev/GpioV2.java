package io.kedge.hal.cdev;

/** Numbers of {@code linux/gpio.h}, GPIO uAPI v2. The same on every Linux but MIPS, PowerPC, SPARC and Alpha. */
final class GpioV2 {
    static final long GET_CHIPINFO = 0x8044_B401L;
    static final long GET_LINEINFO = 0xC100_B405L;
    static final long GET_LINE = 0xC250_B407L;
    static final long LINE_GET_VALUES = 0xC010_B40EL;
    static final long LINE_SET_VALUES = 0xC010_B40FL;

    static final long FLAG_USED = 0x1;
    static final long FLAG_INPUT = 0x4;
    static final long FLAG_OUTPUT = 0x8;
    static final long FLAG_EDGE_RISING = 0x10;
    static final long FLAG_EDGE_FALLING = 0x20;
    static final long FLAG_OPEN_DRAIN = 0x40;
    static final long FLAG_OPEN_SOURCE = 0x80;
    static final long FLAG_BIAS_PULL_UP = 0x100;
    static final long FLAG_BIAS_PULL_DOWN = 0x200;
    static final long FLAG_BIAS_DISABLED = 0x400;
    static final long FLAG_EVENT_CLOCK_REALTIME = 0x800;
    static final long FLAG_EVENT_CLOCK_HTE = 0x1000;

    static final int ATTR_OUTPUT_VALUES = 2;
    static final int ATTR_DEBOUNCE = 3;

    /** Name, consumer and label: their size in bytes, one of them for the NUL. */
    static final int NAME_BYTES = 32;
    /** Lines that one request may hold. */
    static final int LINES_MAX = 64;
    /** Edges the kernel keeps for one request, at most. */
    static final int EVENTS_MAX = 1024;

    private GpioV2() { }
}
