package io.kedge.runtime.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

import io.kedge.runtime.linux.MemoryStall;
import io.kedge.runtime.work.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The heap of this JVM and the memory of this machine. Memory is short while old objects fill more than 85 % of their part
 * of the heap after its collection, or while threads of the machine have stood still for want of memory for a tenth of
 * the last 10 s. The heap is watched from the first question on: the JVM tells after a collection, nobody polls.
 */
public final class MachineMemory implements MemoryGauge, AutoCloseable {
    private static final double HEAP_LIMIT = 0.85;
    private static final double STALL_LIMIT_PERCENT = 10;
    private static final long STALL_VALID_NANOS = TimeUnit.MILLISECONDS.toNanos(500);   // the kernel reckons it anew every 2 s

    private final Runnable onShortage;                           // C   any thread
    private final NanoClock clock;                               // C
    private final NotificationListener listener = this::collected; // C
    private boolean watching;                                    // who asks
    private boolean stallIsKnown;                                // who asks
    private long stallReadNanos;                                 // who asks
    private double stallPercent;                                 // who asks
    private volatile @Nullable MemoryPoolMXBean old;             // written once, by the thread that begins to watch

    /** @param onShortage called by a thread of the JVM when the heap has become full; must not wait */
    public MachineMemory(Runnable onShortage, NanoClock clock) {
        this.onShortage = onShortage;
        this.clock = clock;
    }

    @Override
    public @Nullable String shortage() {
        if (!watching) {
            watching = true;
            begin();
        }
        MemoryPoolMXBean pool = old;
        double used = pool == null ? 0 : usedIn(pool);
        if (used > HEAP_LIMIT) {
            return String.format(Locale.ROOT, "the heap is %.0f %% full after a collection", used * 100);
        }
        double stall = stallPercent();
        return stall < STALL_LIMIT_PERCENT ? null
                : String.format(Locale.ROOT, "threads of this machine stood still for want of memory for %.0f %% of 10 s", stall);
    }

    /** Thirty carriers may be asked for at once, and each is waited for. */
    private double stallPercent() {
        long nanos = clock.nowNanos();
        if (!stallIsKnown || nanos - stallReadNanos > STALL_VALID_NANOS) {
            stallPercent = MemoryStall.percentOfTenSeconds();
            stallReadNanos = nanos;
            stallIsKnown = true;
        }
        return stallPercent;
    }

    /** The JVM's beans take many classes: who asks must not wait for them. */
    private void begin() {
        Thread beginner = new Thread(this::watchHeap, "work-memory");
        beginner.setDaemon(true);
        try {
            beginner.start();
        } catch (OutOfMemoryError noThread) {
            watching = false;   // and again at the next question
        }
    }

    private void watchHeap() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            boolean holdsOldObjects = pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()
                    && pool.isCollectionUsageThresholdSupported();
            if (holdsOldObjects) {
                emitter().addNotificationListener(listener, null, null);
                if (pool.getCollectionUsageThreshold() == 0) {   // else the application has its own, and that will do
                    pool.setCollectionUsageThreshold((long) (capacityOf(pool.getUsage()) * HEAP_LIMIT));
                }
                old = pool;
                return;
            }
        }
    }

    private void collected(Notification what, @Nullable Object handback) {
        MemoryPoolMXBean pool = old;
        if (pool != null && usedIn(pool) > HEAP_LIMIT) {
            onShortage.run();
        }
    }

    /** {@return how full the part for old objects was after its last collection, 0 to 1; 0 if it never was collected} */
    private static double usedIn(MemoryPoolMXBean pool) {
        MemoryUsage usage = pool.getCollectionUsage();
        return usage == null ? 0 : (double) usage.getUsed() / capacityOf(usage);
    }

    private static long capacityOf(MemoryUsage usage) {
        return usage.getMax() > 0 ? usage.getMax() : Runtime.getRuntime().maxMemory();
    }

    private static NotificationEmitter emitter() {
        return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    }

    @Override
    public void close() {
        if (old != null) {
            try {
                emitter().removeNotificationListener(listener);
            } catch (JMException notThere) {
                // closed twice
            }
        }
    }
}
