package io.kedge.hal.api;

import static java.util.Objects.requireNonNull;

/**
 * One GPIO chip of a board.
 *
 * @param label what names it across kernels ({@code pinctrl-rp1})
 * @param name  what the kernel calls it today ({@code gpiochip0})
 * @param lines how many lines it has
 */
public record ChipInfo(String label, String name, int lines) {

    /** Refuses null. */
    public ChipInfo {
        requireNonNull(label, "label");
        requireNonNull(name, "name");
    }
}
