package io.kedge.bench.row;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Bytes that all threads of this JVM have allocated. Of a virtual thread its carrier's count. */
final class Allocated {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private Allocated() { }

    static long bytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }
}
