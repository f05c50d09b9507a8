package io.kedge.runtime.examples;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/**
 * A logger whose callers never wait for the disk. Entries are kept in memory, at most 1000: beyond that the oldest is
 * dropped and counted. They are written by a work item, when 100 have come together, every 5 seconds, and at the end.
 */
public final class AsyncLogger implements AutoCloseable {
    static final int CAPACITY = 1_000;
    static final int WRITTEN_AT = 100;
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Workqueue workqueue;
    private final Consumer<List<String>> disk;
    private final ArrayDeque<String> entries = new ArrayDeque<>(CAPACITY);   // guarded by itself
    private final Work write = Cmwq.work(this::write);
    private final DelayedWork periodic = Cmwq.delayedWork(this::writeAndWait);
    private long dropped;                                                    // guarded by entries
    private long reported;                                                   // the work item

    /** A logger on an engine; the disk gets the lines, one call at a time. */
    public AsyncLogger(Cmwq cmwq, Consumer<List<String>> disk) {
        this.disk = disk;
        this.workqueue = cmwq.workqueue("logger").ordered().create();        // one at a time, in order
        workqueue.queueDelayed(periodic, PERIOD);
    }

    /** Adds a line. Any thread; does not wait. */
    public void log(String line) {
        boolean enough;
        synchronized (entries) {
            if (entries.size() == CAPACITY) {
                entries.removeFirst();
                dropped++;
            }
            entries.addLast(line);
            enough = entries.size() >= WRITTEN_AT;
        }
        if (enough) {
            workqueue.queue(write);   // does nothing if it is queued already
        }
    }

    private void write() {
        List<String> lines;
        long lost;
        synchronized (entries) {
            lines = new ArrayList<>(entries);
            entries.clear();
            lost = dropped;
        }
        if (lost > reported) {
            lines.addFirst(lost - reported + " lines were dropped");
            reported = lost;
        }
        if (!lines.isEmpty()) {
            disk.accept(lines);
        }
    }

    private void writeAndWait() {
        write();
        workqueue.queueDelayed(periodic, PERIOD);
    }

    /** Writes what is left, and waits for that. */
    @Override
    public void close() {
        periodic.cancel();            // close() drops timers: what they would write is written below
        workqueue.queue(write);
        workqueue.close();
    }

    /** Logs 250 lines to the terminal. */
    public static void main(String[] args) {
        try (Cmwq cmwq = Cmwq.start();
                var logger = new AsyncLogger(cmwq, lines -> System.out.println(lines.size() + " lines, last: " + lines.getLast()))) {
            for (int i = 0; i < 250; i++) {
                logger.log("line " + i);
            }
        }
    }
}
