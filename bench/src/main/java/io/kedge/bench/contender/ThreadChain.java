package io.kedge.bench.contender;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What it costs to make a thread for a task only when the task before it has its own: the least that must be done by who learns by the
 * first task's block that a second thread is needed.
 */
public final class ThreadChain implements Executes {
    private final Map<Integer, Chain> byCpu = new ConcurrentHashMap<>();

    @Override
    public String configuration() {
        return "the floor of threads made one after the other: each is bound, has the next one started if a task waits, and runs its own";
    }

    @Override
    public Runnable starter(Runnable task, int cpu) {
        Chain chain = byCpu.computeIfAbsent(cpu, Chain::new);
        return () -> chain.add(task);
    }

    @Override
    public void close() {
        // its threads end with their tasks
    }

    private static final class Chain {
        private final ThreadFactory threads;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicInteger left = new AtomicInteger();   // tasks that have no thread

        Chain(int cpu) {
            threads = Threads.boundTo(cpu);
        }

        void add(Runnable task) {
            waiting.add(task);
            if (left.getAndIncrement() == 0) {
                startOne();
            }
        }

        private void startOne() {
            threads.newThread(this::runNext).start();
        }

        private void runNext() {
            Runnable task = waiting.remove();
            if (left.decrementAndGet() > 0) {
                startOne();
            }
            task.run();
        }
    }
}
