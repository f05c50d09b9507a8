package io.kedge.hal.cdev;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import io.kedge.hal.api.ChipInfo;

/**
 * {@code struct gpiochip_info} of linux/gpio.h, 68 bytes.
 *
 * <pre>
 *    0  char[32]  name     gpiochip0
 *   32  char[32]  label    pinctrl-rp1
 *   64  u32       lines
 * </pre>
 */
final class V2ChipInfo {
    static final int BYTES = 68;

    private static final long NAME = 0;
    private static final long LABEL = 32;
    private static final long LINES = 64;

    private V2ChipInfo() { }

    static ChipInfo read(MemorySegment info) {
        return new ChipInfo(Structs.text(info, LABEL), Structs.text(info, NAME), info.get(ValueLayout.JAVA_INT, LINES));
    }
}
