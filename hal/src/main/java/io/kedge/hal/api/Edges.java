package io.kedge.hal.api;

/** Which edges of a line raise an interrupt. Physical, as {@link Edge}. */
public enum Edges {
    /** None: the line is only read. */
    NONE,
    /** From low to high only. */
    RISING,
    /** From high to low only. */
    FALLING,
    /** Each change of level. */
    BOTH;

    /** {@return whether this edge is asked for} */
    public boolean include(Edge edge) {
        return this == BOTH || (this == RISING && edge == Edge.RISING) || (this == FALLING && edge == Edge.FALLING);
    }
}
