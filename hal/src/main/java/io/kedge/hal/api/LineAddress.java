package io.kedge.hal.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a line is: a chip's label with an offset, or a line name with or without the chip's label. Never a chip number;
 * those move between kernels.
 *
 * @param chip   the chip's label ({@code pinctrl-rp1}); null means whichever chip has a line of that name
 * @param offset the line's number on its chip, from 0; -1 if the line is given by its name
 * @param name   the line's name ({@code GPIO17}); null if the line is given by its offset
 */
public record LineAddress(@Nullable String chip, int offset, @Nullable String name) {

    /** Refuses an address that is neither chip and offset nor a name. */
    public LineAddress {
        if (chip != null && chip.isBlank()) {
            throw new IllegalArgumentException("chip label must not be blank");
        }
        if (name == null && (chip == null || offset < 0)) {
            throw new IllegalArgumentException(
                    "a line is given by its name, or by chip label and offset from 0; was chip " + chip + ", offset " + offset);
        }
        if (name != null && (name.isBlank() || offset != -1)) {
            throw new IllegalArgumentException("a line is given by its name or by its offset, not both; was '" + name + "' and " + offset);
        }
    }

    /** {@return the line at the offset of the chip with this label} */
    public static LineAddress at(String chip, int offset) {
        return new LineAddress(chip, offset, null);
    }

    /** {@return the line of this name, on whichever chip} */
    public static LineAddress named(String name) {
        return new LineAddress(null, -1, name);
    }

    /** {@return the line of this name on the chip with this label} */
    public static LineAddress named(String chip, String name) {
        return new LineAddress(chip, -1, name);
    }

    @Override
    public String toString() {
        String line = name == null ? Integer.toString(offset) : name;
        return chip == null ? line : chip + ":" + line;
    }
}
