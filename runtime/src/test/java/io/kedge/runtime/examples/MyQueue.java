package io.kedge.runtime.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** The first module of many tutorials: a workqueue of one's own, and items that carry a data field. */
public final class MyQueue {

    /** An item with its data: what container_of() finds in the kernel is a field here. */
    private static final class MyWork {
        private final int x;
        private final Work work;

        MyWork(int x, List<String> output) {
            this.x = x;
            this.work = Cmwq.work(() -> output.add("my_work.x " + this.x));
        }
    }

    private MyQueue() { }

    /** {@return what two items print that were queued one after the other} */
    public static List<String> run() {
        List<String> output = new CopyOnWriteArrayList<>();
        try (Cmwq cmwq = Cmwq.start(); Workqueue myQueue = cmwq.createSinglethreadWorkqueue("my_queue")) {
            myQueue.queue(new MyWork(1, output).work);
            myQueue.queue(new MyWork(2, output).work);
        }   // closing runs what is queued
        return output;
    }

    public static void main(String[] args) {
        run().forEach(System.out::println);
    }
}
