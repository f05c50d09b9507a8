package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * A word that operating-system threads wait on (futex(2)). The wait blocks the platform thread, never unmounts a virtual
 * one: that is what it is for (DESIGN D11). No call allocates.
 */
public final class Futex {
    private static final VarHandle WORD = Libc.INT.varHandle();
    private static final int WAIT_PRIVATE = 128;
    private static final int WAKE_PRIVATE = 129;
    private static final long SYS_FUTEX = switch (System.getProperty("os.arch", "")) {
        case "amd64" -> 202;
        case "aarch64" -> 98;
        case String other -> throw new UnsupportedOperationException(
                "os.arch is " + other + ": Kedge runs on amd64 and aarch64; install a 64-bit system");
    };

    static {
        // What is called for the first time takes memory, of which there may be none when somebody has to wait.
        Futex first = new Futex();
        first.await(first.value() + 1);
        first.advanceAndWakeOne();
    }

    private final MemorySegment word = Arena.ofAuto().allocate(Libc.INT);

    /** {@return the word's value now} */
    public int value() {
        return (int) WORD.getVolatile(word, 0L);
    }

    /** Blocks the OS thread while the word has this value; may return early. */
    public void await(int seen) {
        futex(WAIT_PRIVATE, seen);
    }

    /** Changes the word and wakes one thread that waits for it. */
    public void advanceAndWakeOne() {
        WORD.getAndAdd(word, 0L, 1);
        futex(WAKE_PRIVATE, 1);
    }

    private void futex(int operation, int value) {
        try {
            long ignored = (long) Libc.FUTEX.invokeExact(
                    SYS_FUTEX, word, operation, value, MemorySegment.NULL, MemorySegment.NULL, 0);
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }
}
