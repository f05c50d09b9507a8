package io.kedge.runtime.pool;

/** Why a carrier lost its slot to another one. */
public enum HandOff {
    /** The worker announced a native call (DESIGN D3). */
    BRACKET,
    /** The tick found the worker asleep in native code. */
    NATIVE,
    /** The tick found that the worker uses its CPU for longer than the threshold (R49). */
    HOG,
    /** An item that was lent a higher class starts beside the worker (priority inheritance). */
    LENT
}
