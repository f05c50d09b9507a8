package io.kedge.hal.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.hal.api.OverflowPolicy;
import io.smallrye.mutiny.Multi;

/**
 * One source, any number of subscribers, each with a buffer and a policy of its own. {@link #emit} is called by one thread
 * at a time; everything else by any thread.
 */
public final class EventStream<T> {
    private final String name;
    private final List<BufferedSubscription<T>> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong drops = new AtomicLong();
    private volatile boolean completed;

    /** Makes a stream; the name appears in its overflow message. */
    public EventStream(String name) {
        this.name = name;
    }

    /** {@return the stream, for subscribers that want this policy} */
    public Multi<T> with(OverflowPolicy policy) {
        Flow.Publisher<T> publisher = subscriber -> subscribe(subscriber, policy);
        return Multi.createFrom().publisher(publisher);
    }

    private void subscribe(Flow.Subscriber<? super T> subscriber, OverflowPolicy policy) {
        BufferedSubscription<T> subscription = new BufferedSubscription<>(name, policy, subscriber, this);
        subscriptions.add(subscription);
        subscriber.onSubscribe(subscription);
        if (completed) {          // pair STREAM_END: add the subscription, then read completed
            subscription.complete();
        }
        subscription.open();
    }

    /** Gives the item to every subscriber or its buffer. Never waits for demand. */
    public void emit(T item) {
        for (BufferedSubscription<T> subscription : subscriptions) {
            subscription.offer(item);
        }
    }

    /** Ends the stream: each subscriber gets what is buffered, then its completion. */
    public void complete() {
        completed = true;         // pair STREAM_END: write completed, then read the subscriptions
        for (BufferedSubscription<T> subscription : subscriptions) {
            subscription.complete();
        }
    }

    /** {@return items that subscribers did not get because they were slow} */
    public long drops() {
        return drops.get();
    }

    void dropped() {
        drops.incrementAndGet();
    }

    void forget(BufferedSubscription<T> subscription) {
        subscriptions.remove(subscription);
    }
}
