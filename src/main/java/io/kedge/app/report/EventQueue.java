package io.kedge.app.report;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

import io.kedge.app.mqtt.api.Draft;

/**
 * Drafts on their way from the bottom halves to the report's work item, in order. One that finds it full empties it
 * itself: nothing is lost here, whoever makes too much does the work.
 */
final class EventQueue {
    private final BlockingQueue<Draft> drafts;
    private final Consumer<Draft> outbox;
    private final Object draining = new Object();

    EventQueue(int capacity, Consumer<Draft> outbox) {
        this.drafts = new ArrayBlockingQueue<>(capacity);
        this.outbox = outbox;
    }

    /** Adds a draft. Any thread; waits only if the queue is full. */
    void add(Draft draft) {
        while (!drafts.offer(draft)) {
            drain();
        }
    }

    /** Hands everything over. Any thread. */
    void drain() {
        synchronized (draining) {
            for (Draft draft = drafts.poll(); draft != null; draft = drafts.poll()) {
                outbox.accept(draft);
            }
        }
    }
}
