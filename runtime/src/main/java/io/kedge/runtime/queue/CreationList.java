package io.kedge.runtime.queue;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What there is of something, in the order in which it was added. Any thread; a change takes time that grows with the logarithm
 * of the number, so that ten thousand workqueues are closed one after the other in no time.
 *
 * @param <E> compared by identity
 */
public final class CreationList<E> {
    private final AtomicLong added = new AtomicLong();                                    // A
    private final ConcurrentNavigableMap<Long, E> all = new ConcurrentSkipListMap<>();    // A   by number
    private final ConcurrentMap<E, Long> numbers = new ConcurrentHashMap<>();             // A

    /** Adds what is not there yet. */
    public void add(E one) {
        Long number = added.incrementAndGet();
        numbers.put(one, number);
        all.put(number, one);
    }

    /** Does nothing if it is not there. */
    public void remove(E one) {
        Long number = numbers.remove(one);
        if (number != null) {
            all.remove(number);
        }
    }

    /** {@return a view: what is added or removed meanwhile may be met or not} */
    public Collection<E> view() {
        return all.values();
    }
}
