package io.kedge.runtime.work;

/**
 * Makes a stack overflow happen before a lock is taken or an item owned, not afterwards: callers, and the JDK on the stack
 * of whatever item wakes another one, may be however deep.
 *
 * <p>What counts is bytes, where the probe is compiled and what it stands for is still interpreted. A compiled frame has room for all
 * that any of its ways keeps over a call: so one way, taken now and then, keeps many values, and the others pay nothing for them.
 */
public final class StackProbe {
    private static final int DEPTH = 40;    // 6 KB compiled by C2, 9 by C1, 15 interpreted (x86-64)
    private static final int BRIEF = 6;
    private static final int WIDE = 7;      // one frame of eight keeps its values

    private StackProbe() { }

    /** Uses more stack than whatever runs under a pool's lock, or while an item is owned. */
    public static void touch() {
        descend(DEPTH, 1);
    }

    /** The same for a few calls that lead to no lock. */
    public static void touchBriefly() {
        descend(BRIEF, 1);
    }

    private static long descend(int depth, long s) {
        if (depth == 0) {
            return s;
        }
        if ((depth & WIDE) != 0) {
            return descend(depth - 1, s + 1) + s;
        }
        long a = s * 3, b = s * 5, c = s * 7, d = s * 11, e = s * 13, f = s * 17, g = s * 19, h = s * 23;
        long i = s ^ 3, j = s ^ 5, k = s ^ 7, l = s ^ 11, m = s ^ 13, n = s ^ 17, o = s ^ 19, p = s ^ 23;
        return descend(depth - 1, s + 2) + (a ^ b * c ^ d * e ^ f * g ^ h * i ^ j * k ^ l * m ^ n * o ^ p);
    }
}
