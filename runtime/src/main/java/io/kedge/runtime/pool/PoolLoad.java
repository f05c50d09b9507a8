package io.kedge.runtime.pool;

/**
 * How much a pool has to do, for those who choose between pools and must not take their locks: a snapshot, replaced as a whole
 * whenever the pool's lock is released. Kept only for pools that somebody chooses by.
 *
 * <pre>
 *   figures   bits  0-19  items on the worklist, at most 1,048,575
 *             bits 20-33  slots in use, at most 16,383
 *             bits 34-47  idle workers
 *             bits 48-61  workers
 *   cpu       bits  0-10  CPU use in this window, thousandths of what the slots could use
 *             bits 11-21  the same in the window before
 *             bits 22-63  the window's number
 *
 *   C    constant after construction
 *   L    the holder of the pool's lock
 *   Lv   written under that lock, read by anyone (volatile)
 * </pre>
 */
@SuppressWarnings("NonAtomicVolatileUpdate")   // one writer at a time: the holder of the lock
public final class PoolLoad {
    /** What a share of the whole is told in: thousandths. */
    public static final int WHOLE = 1_000;

    private static final int WINDOW_BITS = 24;                    // 16.8 ms
    private static final long WINDOW_NANOS = 1L << WINDOW_BITS;
    private static final int MOST_WAITING = (1 << 20) - 1;
    private static final int MOST = (1 << 14) - 1;
    private static final int USE_BITS = 11;
    private static final int USE_MASK = (1 << USE_BITS) - 1;

    private final int slots;          // C   1 or more
    private volatile long figures;    // Lv
    private volatile long cpu;        // Lv
    private long window;              // L   the number of the one that CPU use is counted in
    private long beforeNanos;         // L   used in the window before
    private long usedNanos;           // L   used in this one

    public PoolLoad(int slots) {
        this.slots = slots;
    }

    /** So it is now. Caller holds the pool's lock. */
    public void publishLocked(int waiting, int slotsInUse, int idleWorkers, int workers) {
        long now = Math.min(waiting, MOST_WAITING)
                | (long) Math.clamp(slotsInUse, 0, MOST) << 20
                | (long) Math.min(idleWorkers, MOST) << 34
                | (long) Math.min(workers, MOST) << 48;
        if (now != figures) {
            figures = now;
        }
    }

    /** The CPU was used for so long until now, by an item that has ended or sleeps. Caller holds the pool's lock. */
    public void usedLocked(long nanos, long nowNanos) {
        long number = nowNanos >> WINDOW_BITS;
        if (number != window) {
            beforeNanos = number == window + 1 ? usedNanos : 0;
            usedNanos = 0;
            window = number;
        }
        usedNanos += nanos;
        cpu = number << 2 * USE_BITS | (long) shareOf(beforeNanos) << USE_BITS | shareOf(usedNanos);
    }

    private int shareOf(long nanos) {
        return (int) Math.min(WHOLE, nanos * WHOLE / (WINDOW_NANOS * slots));
    }

    /** {@return items on the worklist} Any thread, as for all that follows. */
    public int waiting() {
        return (int) figures & MOST_WAITING;
    }

    /** {@return items on the worklist and slots in use, in thousandths of the slots there are} */
    public int lengthPermille() {
        long now = figures;
        long length = (now & MOST_WAITING) + (now >>> 20 & MOST);
        return (int) Math.min(Integer.MAX_VALUE, length * WHOLE / slots);
    }

    /** {@return workers that are idle, in thousandths of all; 0 if there are none: somebody would have to be made} */
    public int idlePermille() {
        long now = figures;
        long workers = now >>> 48;
        return workers == 0 ? 0 : (int) ((now >>> 34 & MOST) * WHOLE / workers);
    }

    /**
     * {@return how much of the CPU its slots could use was used of late, in thousandths: over the 16.8 ms before} What runs now
     * counts when it ends or sleeps; until then it is a slot in use.
     */
    public int usePermille(long nowNanos) {
        long seen = cpu;
        long age = (nowNanos >> WINDOW_BITS) - (seen >> 2 * USE_BITS);
        int left = (int) (WHOLE - (nowNanos & WINDOW_NANOS - 1) * WHOLE / WINDOW_NANOS);   // of the older window
        int latest = (int) seen & USE_MASK;
        int before = (int) (seen >>> USE_BITS) & USE_MASK;
        return age == 0 ? Math.min(WHOLE, latest + before * left / WHOLE) : age == 1 ? latest * left / WHOLE : 0;
    }

    /** {@return slots that nobody uses and no item waits for} */
    public int room() {
        long now = figures;
        return (int) Math.max(0, slots - (now >>> 20 & MOST) - (now & MOST_WAITING));
    }

    /** {@return whether items wait and every slot is in use} */
    public boolean isOverloaded() {
        long now = figures;
        return (now & MOST_WAITING) > 0 && (now >>> 20 & MOST) >= slots;
    }

    @Override
    public String toString() {
        return waiting() + " items wait, " + lengthPermille() + " per mille of " + slots + " slots are asked for, " + idlePermille()
                + " per mille of the workers are idle";
    }
}
