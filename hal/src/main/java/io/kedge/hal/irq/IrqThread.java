package io.kedge.hal.irq;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * gpio-irq: the only thread that runs top halves. It waits in its source, without a timeout, and lives from
 * {@link #start} to {@link #close}.
 */
public final class IrqThread implements AutoCloseable {
    /** The thread's name, as in {@code top -H}. */
    public static final String NAME = "gpio-irq";
    /** Lines that can be registered at once. */
    public static final int SLOTS = 1024;

    /** Before everything else on the machine: edges wait in small buffers. */
    private static final int NICE = -20;
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.irq");

    private final EdgeSource source;
    private final AtomicReferenceArray<@Nullable TopHalf> table = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger nextSlot = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopping;
    private final Tally failures = new Tally();   // written by gpio-irq

    /** Makes the thread; {@link #start} starts it. */
    public IrqThread(EdgeSource source) {
        this.source = source;
        this.thread = Thread.ofPlatform().name(NAME).daemon().unstarted(this::run);
    }

    /** Starts waiting for edges. Once. */
    public void start() {
        thread.start();
    }

    /** {@return the thread's id, for those who measure it} */
    public long threadId() {
        return thread.threadId();
    }

    /** {@return batches whose top half threw; their edges may be lost} */
    public long failures() {
        return failures.get();
    }

    /**
     * Gives the top half a slot; its edges are handled from the first batch with that number.
     *
     * @throws IllegalStateException if all slots are taken
     */
    public int register(TopHalf topHalf) {
        for (int tries = 0; tries < SLOTS; tries++) {
            int slot = Math.floorMod(nextSlot.getAndIncrement(), SLOTS);   // a freed slot rests, so that late edges find nobody
            if (table.compareAndSet(slot, null, topHalf)) {
                return slot;
            }
        }
        throw new IllegalStateException("all " + SLOTS + " interrupt lines are in use");
    }

    /** Frees the slot. A batch that is being handled goes on to its end, so the wake-up may be called once more. */
    public void unregister(int slot) {
        table.set(slot, null);
    }

    private void run() {
        if (!Nice.ofThisThread(NICE)) {
            LOG.log(System.Logger.Level.DEBUG, "gpio-irq runs without priority; the engine says what gives the permission");
        }
        BatchSink sink = this::handle;
        try (source) {
            while (!stopping) {
                source.await(sink);
            }
        }
    }

    private void handle(int slot, MemorySegment events, int from, int count) {
        TopHalf topHalf = table.get(slot);
        if (topHalf == null) {
            return;   // closed since the edges came
        }
        try {
            topHalf.handle(events, from, count);
        } catch (RuntimeException e) {
            failures.add(1);
            LOG.log(System.Logger.Level.ERROR, "top half of slot " + slot + " failed", e);
        }
    }

    /** Ends the thread and waits for its end. An interrupt ends the wait and stays set. A second call does nothing. */
    @Override
    public void close() {
        stopping = true;
        source.wake();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
