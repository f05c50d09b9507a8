package io.kedge.app.gpio;

import java.util.ArrayDeque;

import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineHandler;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries a line's events from the line's work item to a handler on a workqueue of its own. When the handler is behind by
 * the capacity, the oldest event gives way and is counted.
 */
final class HandlerQueue implements LineHandler {
    static final int CAPACITY = 256;
    private static final System.Logger LOG = System.getLogger(HandlerQueue.class.getName());

    private final String name;
    private final LineHandler handler;
    private final Workqueue workqueue;
    private final Work work = Cmwq.work(this::run);
    private final ArrayDeque<LineEvent> events = new ArrayDeque<>();  // under events
    private long handled;                                              // under events
    private long dropped;                                              // under events
    private long failed;                                               // under events

    /**
     * Waits for events.
     *
     * @param name of the handler, for messages
     */
    HandlerQueue(String name, LineHandler handler, Workqueue workqueue) {
        this.name = name;
        this.handler = handler;
        this.workqueue = workqueue;
    }

    /** Takes an event over. Called by the line's worker; does not wait. */
    @Override
    public void onEvent(LineEvent event) {
        synchronized (events) {
            if (events.size() == CAPACITY) {
                events.removeFirst();
                dropped++;
            }
            events.addLast(event);
        }
        workqueue.queue(work);
    }

    /** Handles what is there. Called by a worker, never twice at once. */
    private void run() {
        for (LineEvent event = next(); event != null; event = next()) {
            handle(event);
        }
    }

    private void handle(LineEvent event) {
        try {
            handler.onEvent(event);
            synchronized (events) {
                handled++;
            }
        } catch (Exception thrown) {
            synchronized (events) {
                failed++;
            }
            LOG.log(System.Logger.Level.WARNING, "handler " + name + " failed on " + event.line() + ": " + thrown, thrown);
        }
    }

    private @Nullable LineEvent next() {
        synchronized (events) {
            return events.pollFirst();
        }
    }

    /** {@return what it did so far} */
    HandlerStats stats() {
        synchronized (events) {
            return new HandlerStats(name, workqueue.name(), handled, failed, dropped);
        }
    }
}
