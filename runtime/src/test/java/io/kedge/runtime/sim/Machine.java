package io.kedge.runtime.sim;

/** Something that takes steps: a carrier, the timer, a caller, a sleep that ends. */
abstract class Machine {
    static final long NEVER = Long.MAX_VALUE;

    /** When it can take its next step. */
    long dueNanos = NEVER;

    /** Takes one step. Whatever it does, nobody else does anything meanwhile. */
    abstract void step();

    /** {@return what it is, for the trace} */
    abstract String name();
}
