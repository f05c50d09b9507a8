package io.kedge.runtime.pool;

import org.jspecify.annotations.Nullable;

/** The workers of one pool that are alive, and their numbers, lowest free first. Caller holds the pool's lock, always. */
final class Roster {
    private static final int WORDS = 32;   // 2048 workers; a worker beyond them shares the last number

    private final long[] taken = new long[WORDS];
    private @Nullable Worker first;
    private int size;

    int size() {
        return size;
    }

    /** {@return a number for a worker that is about to be made} */
    int takeNumber() {
        for (int word = 0; word < WORDS; word++) {
            int bit = Long.numberOfTrailingZeros(~taken[word]);
            if (bit < Long.SIZE) {
                taken[word] |= 1L << bit;
                return word * Long.SIZE + bit;
            }
        }
        return WORDS * Long.SIZE;
    }

    void giveNumberBack(int number) {
        if (number < WORDS * Long.SIZE) {
            taken[number / Long.SIZE] &= ~(1L << number % Long.SIZE);
        }
    }

    void add(Worker worker) {
        worker.nextOfPool = first;
        first = worker;
        size++;
    }

    /** The worker ends, and others may have its number. */
    void remove(Worker worker) {
        if (first == worker) {
            first = worker.nextOfPool;
        } else {
            Worker at = first;
            while (at != null && at.nextOfPool != worker) {
                at = at.nextOfPool;
            }
            assert at != null : "a worker that is not there ends";
            if (at != null) {
                at.nextOfPool = worker.nextOfPool;
            }
        }
        worker.nextOfPool = null;
        size--;
        giveNumberBack(worker.number);
    }

    /** {@return the worker that comes after this one; the first for null} */
    @Nullable Worker after(@Nullable Worker worker) {
        return worker == null ? first : worker.nextOfPool;
    }
}
