package io.kedge.hal.api;

/** What holds a line's level while nobody drives it. */
public enum Bias {
    /** As the firmware left it. */
    AS_IS,
    /** Nothing: the line floats. */
    DISABLED,
    /** A resistor to the supply; the line rests high. */
    PULL_UP,
    /** A resistor to ground; the line rests low. */
    PULL_DOWN
}
