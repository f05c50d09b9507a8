package io.kedge.bench.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kedge.bench.Cpus;

/** All that are measured, by name. */
public final class Contenders {
    /** The engine. */
    public static final String KEDGE = "kedge";
    /** The floor: the program in C, which is no contender of this JVM. */
    public static final String LIMIT = "c";
    /** The floor of who has another thread do it: the program in C, with one thread more. */
    public static final String RELAY = "c-relay";

    private static final Map<String, Entry> ALL = byName(
            new Entry(KEDGE, "Kedge", cpu -> new Kedge(cpu, Kedge.Kind.BOUND)),
            new Entry("kedge-told", "Kedge, blocking announced", cpu -> new Kedge(cpu, Kedge.Kind.ANNOUNCED)),
            new Entry("kedge-unbound", "Kedge, unbound workqueue", cpu -> new Kedge(cpu, Kedge.Kind.UNBOUND)),
            new Entry("tpe-1", "ThreadPoolExecutor(1)", FixedPool::one),
            new Entry("tpe", "fixed ThreadPoolExecutor", cpu -> FixedPool.of(Cpus.count())),
            new Entry("tpe-bound", "bound ThreadPoolExecutor(1) a CPU", cpu -> new BoundPools()),
            new Entry("cached", "cached ThreadPoolExecutor", cpu -> new CachedPool()),
            new Entry("fjp-1", "ForkJoinPool(1)", ForkJoin::one),
            new Entry("fjp", "ForkJoinPool", cpu -> ForkJoin.of(Cpus.count())),
            new Entry("fjp-managed", "ForkJoinPool, ManagedBlocker", cpu -> ForkJoin.managed(Cpus.count())),
            new Entry("eqe-1", "EnhancedQueueExecutor(1)", EnhancedQueue::one),
            new Entry("eqe", "EnhancedQueueExecutor, Quarkus", cpu -> EnhancedQueue.asInQuarkus()),
            new Entry("virtual-1", "virtual threads, 1 carrier", List.of(VirtualThreads.ONE_CARRIER), VirtualThreads::one),
            new Entry("virtual", "virtual threads", cpu -> VirtualThreads.all()),
            new Entry("kotlin-1", "CoroutineScheduler(1)", KotlinScheduler::one),
            new Entry("kotlin", "CoroutineScheduler", cpu -> KotlinScheduler.of(Cpus.count())),
            new Entry("stpe", "ScheduledThreadPoolExecutor", ScheduledPool::new),
            new Entry("wheel", "HashedWheelTimer", TimerWheel::new),
            new Entry("chain", "bound threads, each starts the next", cpu -> new ThreadChain()),
            new Entry("park", "a parked thread", Waker::byPark),
            new Entry("futex", "a thread in futex(2), by FFM", Waker::byFutex));

    private Contenders() { }

    /** {@return their names} */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * {@return the one of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Entry named(String name) {
        Entry found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no contender is called " + name + "; there are " + names());
        }
        return found;
    }

    /** {@return what the report calls it} */
    public static String titleOf(String name) {
        return switch (name) {
            case LIMIT -> "the C program";
            case RELAY -> "the C program, by a second thread";
            default -> named(name).title();
        };
    }

    private static Map<String, Entry> byName(Entry... entries) {
        Map<String, Entry> all = new LinkedHashMap<>();
        for (Entry entry : entries) {
            all.put(entry.name(), entry);
        }
        return all;
    }
}
