package io.kedge.runtime.pool;

/**
 * Makes a stack overflow happen before a lock is taken, not under it: the JDK calls us on the stack of whatever item
 * wakes another one, however deep that is.
 */
final class StackProbe {
    private static final int DEPTH = 24;

    private StackProbe() { }

    /** Uses more stack than any section under a pool's lock does. */
    static void touch() {
        descend(DEPTH);
    }

    private static int descend(int depth) {
        return depth == 0 ? 0 : descend(depth - 1) + depth;
    }
}
