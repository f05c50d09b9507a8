package io.kedge.hal.line;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.EdgeHandler;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineHandler;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.api.Registration;
import io.kedge.hal.stream.EventStream;
import io.kedge.hal.stream.Failures;
import io.smallrye.mutiny.Multi;

/** Who wants to know about a line: handlers in the order they came, then streams. A handler that throws harms nobody else. */
final class Delivery {
    private final List<Entry<LineHandler>> eventHandlers = new CopyOnWriteArrayList<>();
    private final List<Entry<EdgeHandler>> edgeHandlers = new CopyOnWriteArrayList<>();
    private final EventStream<LineEvent> stream;
    private final Failures failures;

    Delivery(String line) {
        this.failures = new Failures("line " + line);
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
            failures.guard(() -> entry.handler.onEdge(edge));
        }
    }

    /** The line's work item only. */
    void event(LineEvent event) {
        for (Entry<LineHandler> entry : eventHandlers) {
            failures.guard(() -> entry.handler.onEvent(event));
        }
        failures.guard(() -> stream.emit(event));
    }

    void complete() {
        eventHandlers.clear();
        edgeHandlers.clear();
        stream.complete();
    }

    long failures() {
        return failures.count();
    }

    long drops() {
        return stream.drops();
    }

    /** One registration; by identity, as the same handler may be added twice. */
    private static final class Entry<H> {
        private final H handler;

        Entry(H handler) {
            this.handler = handler;
        }
    }
}
