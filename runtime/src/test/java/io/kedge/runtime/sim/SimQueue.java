package io.kedge.runtime.sim;

import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.queue.AttrsBooks;
import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.QueueBooks;
import org.jspecify.annotations.Nullable;

/** A workqueue of a simulation, and what the model knows of it. */
final class SimQueue {

    /** What kind of workqueue it is. */
    enum Kind { BOUND, HIGHPRI, CPU_INTENSIVE, UNBOUND, LOAD_AWARE, BY_DEADLINE, ORDERED, BH, BH_HIGHPRI }

    final Workqueue api;
    final QueueBooks books;
    final AttrsBooks attrs;
    final Kind kind;
    final int level;      // its items wait only for items of higher levels: nobody waits for himself
    final boolean freezable;
    final @Nullable SimGroup group;
    boolean closed;       // close() has begun
    int drainers;         // callers inside drain() or close()
    long maydays;         // calls for its rescuer, after the latest step
    long rescued;         // items that its rescuer took off a worklist

    SimQueue(Workqueue api, Kind kind, int level, boolean freezable, @Nullable SimGroup group) {
        this.api = api;
        this.books = new QueueBooks((EngineWorkqueue) api);
        this.attrs = new AttrsBooks((EngineWorkqueue) api);
        this.kind = kind;
        this.level = level;
        this.freezable = freezable;
        this.group = group;
    }

    boolean isBh() {
        return kind == Kind.BH || kind == Kind.BH_HIGHPRI;
    }

    /** {@return the limit that it has for ever, 0 if it may be changed} */
    int fixedLimit() {
        return kind == Kind.ORDERED ? 1 : isBh() ? Integer.MAX_VALUE : 0;
    }

    boolean isBound() {
        return !hasNodes() && kind != Kind.ORDERED;
    }

    /** {@return whether it has limits for each node} */
    boolean hasNodes() {
        return kind == Kind.UNBOUND || kind == Kind.LOAD_AWARE || kind == Kind.BY_DEADLINE;
    }

    @Override
    public String toString() {
        return api.name();
    }
}
