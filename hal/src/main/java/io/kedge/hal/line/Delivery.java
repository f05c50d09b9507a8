package io.kedge.hal.line;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.EdgeHandler;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineHandler;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.api.Registration;
import io.kedge.hal.stream.EventStream;
import io.smallrye.mutiny.Multi;

/** Who wants to know about a line: handlers in the order they came, then streams. A handler that throws harms nobody else. */
final class Delivery {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.line");

    private final String line;
    private final List<Entry<LineHandler>> eventHandlers = new CopyOnWriteArrayList<>();
    private final List<Entry<EdgeHandler>> edgeHandlers = new CopyOnWriteArrayList<>();
    private final EventStream<LineEvent> stream;
    private final AtomicLong failures = new AtomicLong();

    Delivery(String line) {
        this.line = line;
        this.stream = new EventStream<>("line " + line);
    }

    Registration onEvent(LineHandler handler) {
        Entry<LineHandler> mine = new Entry<>(handler);
        eventHandlers.add(mine);
        return () -> eventHandlers.remove(mine);
    }

    Registration onEdge(EdgeHandler handler) {
        Entry<EdgeHandler> mine = new Entry<>(handler);
        edgeHandlers.add(mine);
        return () -> edgeHandlers.remove(mine);
    }

    Multi<LineEvent> events(OverflowPolicy policy) {
        return stream.with(policy);
    }

    boolean wantsEdges() {
        return !edgeHandlers.isEmpty();
    }

    /** The line's work item only. */
    void edge(EdgeEvent edge) {
        for (Entry<EdgeHandler> entry : edgeHandlers) {
            guarded(() -> entry.handler.onEdge(edge));
        }
    }

    /** The line's work item only. */
    void event(LineEvent event) {
        for (Entry<LineHandler> entry : eventHandlers) {
            guarded(() -> entry.handler.onEvent(event));
        }
        guarded(() -> stream.emit(event));
    }

    void complete() {
        eventHandlers.clear();
        edgeHandlers.clear();
        stream.complete();
    }

    long failures() {
        return failures.get();
    }

    long drops() {
        return stream.drops();
    }

    private void guarded(Call call) {
        try {
            call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (Throwable e) {   // errors too: one handler's StackOverflowError must not cost the others their event
            failed(e);
        }
    }

    /** Reports the 1st, 2nd, 4th, 8th ... failure: a handler that always throws must not fill the log. */
    private void failed(Throwable e) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(System.Logger.Level.WARNING, "a handler of line " + line + " threw, failure " + count + " of this line", e);
        }
    }

    /** One registration; by identity, as the same handler may be added twice. */
    private static final class Entry<H> {
        private final H handler;

        Entry(H handler) {
            this.handler = handler;
        }
    }

    private interface Call {
        void run() throws Exception;
    }
}
