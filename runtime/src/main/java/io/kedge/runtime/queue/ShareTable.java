package io.kedge.runtime.queue;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import org.jspecify.annotations.Nullable;

/** The shares of one workqueue, and which one an item goes to. Constant. */
final class ShareTable {
    private final List<QueueShare> all;
    private final QueueShare[] byCpu;   // the share of the nearest allowed CPU; one element if unbound
    private final @Nullable IntSupplier callersCpu;   // null if unbound

    private ShareTable(List<QueueShare> all, QueueShare[] byCpu, @Nullable IntSupplier callersCpu) {
        this.all = all;
        this.byCpu = byCpu;
        this.callersCpu = callersCpu;
    }

    static ShareTable of(WorkqueueSpec spec, QueueHome home, Function<WorkerPool, QueueShare> make) {
        PoolTable pools = home.pools();
        boolean high = spec.has(Flag.HIGHPRI);
        if (spec.has(Flag.UNBOUND)) {
            QueueShare only = make.apply(pools.unbound(high));
            return new ShareTable(List.of(only), new QueueShare[] {only}, null);
        }
        List<QueueShare> all = pools.bound(high).stream().map(make).toList();
        QueueShare[] byCpu = new QueueShare[pools.topology().limit()];
        for (int cpu = 0; cpu < byCpu.length; cpu++) {
            int nearest = pools.topology().nearest(cpu);
            byCpu[cpu] = all.stream().filter(share -> share.pool().spec().cpu() == nearest).findFirst().orElseThrow();
        }
        return new ShareTable(all, byCpu, home.callersCpu());
    }

    List<QueueShare> all() {
        return all;
    }

    /** Tells the shares how many items may be active: on each CPU, or in all if unbound. */
    void limit(int maxActive, int minActive) {
        all.forEach(share -> share.limit(maxActive));
    }

    /** {@return the share of the CPU; of the caller's CPU if negative (R11)} */
    QueueShare forCpu(int cpu) {
        if (callersCpu == null) {
            return byCpu[0];
        }
        int wanted = cpu >= 0 ? cpu : callersCpu.getAsInt();
        return wanted >= 0 && wanted < byCpu.length ? byCpu[wanted] : byCpu[0];
    }
}
