package io.kedge.hal.stream;

import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.api.StreamOverflowException;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's buffer. Whoever offers, requests or ends becomes the emitter if nobody is; the others only leave a
 * note ({@code work}), so that the subscriber sees one signal at a time and no thread waits for another.
 */
final class BufferedSubscription<T> implements Flow.Subscription {
    private final String name;
    private final OverflowPolicy policy;
    private final Flow.Subscriber<? super T> subscriber;
    private final EventStream<T> stream;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger(1);   // notes for the emitter; not 0 until opened
    private final ArrayDeque<T> buffer = new ArrayDeque<>();   // under its own monitor
    private volatile boolean cancelled;
    private volatile boolean ended;                            // no more offers; terminal signal once the buffer is empty
    private volatile @Nullable Throwable failure;              // written before ended

    BufferedSubscription(String name, OverflowPolicy policy, Flow.Subscriber<? super T> subscriber, EventStream<T> stream) {
        this.name = name;
        this.policy = policy;
        this.subscriber = subscriber;
        this.stream = stream;
    }

    /** Lets signals out. Once, when the subscriber knows its subscription; whatever came before is kept. */
    void open() {
        emitUntilNoNotes();
    }

    void offer(T item) {
        if (ended || cancelled) {
            return;
        }
        synchronized (buffer) {
            if (buffer.size() < policy.capacity()) {
                buffer.add(item);
            } else {
                overflow(item);
            }
        }
        emitBuffered();
    }

    private void overflow(T item) {
        stream.dropped();
        if (policy.kind() == OverflowPolicy.Kind.BUFFER_THEN_FAIL) {
            end(new StreamOverflowException(name, policy.capacity()));
        } else {
            buffer.removeFirst();
            buffer.add(item);
        }
    }

    void complete() {
        if (!ended) {
            ended = true;
        }
        emitBuffered();
    }

    private void end(Throwable cause) {
        failure = cause;
        ended = true;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            synchronized (buffer) {
                buffer.clear();
            }
            end(new IllegalArgumentException("a subscriber must request 1 or more, was " + n));
        } else {
            requested.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        }
        emitBuffered();
    }

    @Override
    public void cancel() {
        cancelled = true;
        stream.forget(this);
    }

    private void emitBuffered() {
        if (work.getAndIncrement() == 0) {   // otherwise the emitter sees the note before it leaves
            emitUntilNoNotes();
        }
    }

    private void emitUntilNoNotes() {
        int seen = 1;
        do {
            emitWhatIsAsked();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void emitWhatIsAsked() {
        while (!cancelled) {
            boolean last = ended;   // read before the buffer: nothing is added afterwards
            T next = take(requested.get() > 0);
            if (next != null) {
                requested.accumulateAndGet(1, (now, one) -> now == Long.MAX_VALUE ? now : now - one);
                subscriber.onNext(next);
            } else if (last && isEmpty()) {
                terminate();
            } else {
                return;
            }
        }
    }

    private void terminate() {
        cancel();
        Throwable cause = failure;
        if (cause == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(cause);
        }
    }

    private @Nullable T take(boolean wanted) {
        synchronized (buffer) {
            return wanted ? buffer.pollFirst() : null;
        }
    }

    private boolean isEmpty() {
        synchronized (buffer) {
            return buffer.isEmpty();
        }
    }
}
