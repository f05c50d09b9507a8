package io.kedge.bench.contender;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** ThreadPoolExecutor that makes a thread whenever none is idle: its best where tasks block, at the price of the threads. */
public final class CachedPool implements Executes {
    private final ExecutorService executor = Executors.newCachedThreadPool(Threads.unbound());

    @Override
    public String configuration() {
        return "Executors.newCachedThreadPool: a thread whenever none is idle, its best where tasks block";
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        return () -> executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
