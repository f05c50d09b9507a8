package io.kedge.runtime.work;

/**
 * Makes a stack overflow happen before a lock is taken or an item owned, not afterwards: callers, and the JDK on the stack
 * of whatever item wakes another one, may be however deep.
 */
public final class StackProbe {
    private static final int DEPTH = 40;
    private static final int BRIEF = 6;

    private StackProbe() { }

    /** Uses more stack than whatever runs under a pool's lock, or while an item is owned. */
    public static void touch() {
        descend(DEPTH, 1, 2, 3, 4);
    }

    /** The same for a few calls that lead to no lock. */
    public static void touchBriefly() {
        descend(BRIEF, 1, 2, 3, 4);
    }

    /** Frames with some values each: as deep as many small ones, with fewer calls. */
    private static long descend(int depth, long a, long b, long c, long d) {
        return depth == 0 ? a ^ b ^ c ^ d : descend(depth - 1, b + depth, c ^ a, d + 1, a) + a * b + c * d;
    }
}
