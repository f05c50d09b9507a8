package io.kedge.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** Queues and runs empty items for some seconds; prints what an item took. Arguments: seconds to warm up, seconds to measure. */
final class StatsLoad {
    private static final int BATCH = 1000;
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private StatsLoad() { }

    public static void main(String[] args) {
        try (Cmwq cmwq = Cmwq.start()) {
            Cpus.bindTo(Cpus.submitter());   // now: the engine takes the CPUs that its maker may use
            Workqueue workqueue = cmwq.workqueue("bench").percpu().create();
            Bell bell = new Bell();
            Work[] items = new Work[BATCH];
            for (int i = 0; i < BATCH; i++) {
                items[i] = Cmwq.work(i == BATCH - 1 ? bell::ring : () -> { });
            }
            String ignored = run(workqueue, items, bell, Long.parseLong(args[0]));
            System.out.println(run(workqueue, items, bell, Long.parseLong(args[1])));
        }
    }

    /** {@return nanoseconds per item: that passed, and of CPU in the whole process} */
    private static String run(Workqueue workqueue, Work[] items, Bell bell, long seconds) {
        long startNanos = System.nanoTime();
        long startCpuNanos = SYSTEM.getProcessCpuTime();
        long ran = 0;
        while (System.nanoTime() - startNanos < TimeUnit.SECONDS.toNanos(seconds)) {
            bell.arm(Thread.currentThread());
            for (Work item : items) {
                workqueue.queueOn(Cpus.runner(), item);
            }
            bell.await();
            ran += items.length;
        }
        double passedNanos = System.nanoTime() - startNanos;
        return passedNanos / ran + " " + (SYSTEM.getProcessCpuTime() - startCpuNanos) / (double) ran;
    }
}
