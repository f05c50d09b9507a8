package io.kedge.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Counts the threads of another process, every few milliseconds, from /proc. */
final class ThreadCount {
    private static final long EVERY_NANOS = 5_000_000;

    private final Path tasks;
    private final int before;
    private final Thread looker;
    private volatile boolean ending;
    private volatile int most;

    /** From now on; those that are there now are not counted. */
    ThreadCount(long pid) {
        tasks = Path.of("/proc/" + pid + "/task");
        before = now();
        most = before;
        looker = Thread.ofPlatform().name("thread-count").daemon().start(this::look);
    }

    /** {@return how many more there were at most; ends the counting} */
    int end() throws InterruptedException {
        ending = true;
        LockSupport.unpark(looker);
        looker.join();
        return most - before;
    }

    private void look() {
        do {
            LockSupport.parkNanos(EVERY_NANOS);
            most = Math.max(most, now());
        } while (!ending);
    }

    /** The folder of a process's threads has a link for each, beside the two that every folder has. */
    private int now() {
        try {
            return (int) Files.getAttribute(tasks, "unix:nlink") - 2;
        } catch (IOException ended) {
            return 0;
        }
    }
}
