package io.kedge.hal.api;

/**
 * Whether an open line works.
 *
 * <pre>
 *   UP        -> DEGRADED   its chip was taken away (gpio.md section 3, demand 5)
 *   DEGRADED  -> UP         a chip of that label is there again, and the line has been requested anew
 * </pre>
 */
public enum LineState {
    /** Edges come and levels go. */
    UP,
    /** Its chip is not there: no edges come, reading and writing are refused. It comes back by itself. */
    DEGRADED
}
