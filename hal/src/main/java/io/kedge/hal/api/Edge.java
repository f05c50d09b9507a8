package io.kedge.hal.api;

/** Which way the electrical level went. Physical: {@link LineConfig#activeLow()} plays no part here. */
public enum Edge {
    /** From low to high. {@code GPIO_V2_LINE_EVENT_RISING_EDGE}. */
    RISING(1),
    /** From high to low. {@code GPIO_V2_LINE_EVENT_FALLING_EDGE}. */
    FALLING(2);

    private final int code;

    Edge(int code) {
        this.code = code;
    }

    /** {@return the id the kernel uses in {@code struct gpio_v2_line_event}} */
    public int code() {
        return code;
    }

    /** {@return the level after this edge} */
    public boolean high() {
        return this == RISING;
    }

    /** {@return the edge that leads to the level} */
    public static Edge to(boolean high) {
        return high ? RISING : FALLING;
    }

    /**
     * {@return the edge of the kernel's id}
     *
     * @throws IllegalArgumentException if the kernel has no such id
     */
    public static Edge ofCode(int code) {
        return switch (code) {
            case 1 -> RISING;
            case 2 -> FALLING;
            default -> throw new IllegalArgumentException("edge id must be 1 (rising) or 2 (falling), was " + code);
        };
    }
}
