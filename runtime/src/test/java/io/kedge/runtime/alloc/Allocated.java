package io.kedge.runtime.alloc;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

import com.sun.management.ThreadMXBean;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** Bytes that platform threads have allocated; on a virtual thread the JDK's bean says -1. */
final class Allocated {
    private static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() { }

    /** {@return bytes the calling platform thread has allocated} */
    static long byCaller() {
        return BEAN.getCurrentThreadAllocatedBytes();
    }

    /** {@return ids of the live threads with names of this pattern, one at least} */
    static long[] threadsNamed(String pattern) {
        List<Thread> all = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().matches(pattern)).toList();
        assertFalse(all.isEmpty(), () -> "no thread is called " + pattern);
        return all.stream().mapToLong(Thread::threadId).toArray();
    }

    /** {@return bytes these threads have allocated} */
    static long by(long[] threads) {
        return Arrays.stream(BEAN.getThreadAllocatedBytes(threads)).sum();
    }
}
