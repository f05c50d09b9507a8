package io.kedge.runtime.examples;

import java.time.Duration;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** One job, "empty the ring", in the four ways of using workqueues, and in the two ways that are nearer to the interrupt. */
public final class UsageModes implements AutoCloseable {
    private final Cmwq cmwq;
    private final Work work;
    private final DelayedWork delayed;
    private final Workqueue own;
    private final Workqueue ordered;
    private final Workqueue thread;
    private final Workqueue bh;

    /** The job is called by one worker at a time in each mode. */
    public UsageModes(Cmwq cmwq, Runnable emptyTheRing) {
        this.cmwq = cmwq;
        this.work = Cmwq.work(emptyTheRing);
        this.delayed = Cmwq.delayedWork(emptyTheRing);
        this.own = cmwq.workqueue("ring").percpu().memReclaim().create();
        this.ordered = cmwq.workqueue("ring-ordered").ordered().create();
        this.thread = cmwq.workqueue("irq-ring").percpu().highPriority().maxActive(1).create();
        this.bh = cmwq.workqueue("ring-bh").bh().percpu().create();
    }

    /** 1. The shared workqueue: nothing to create, nothing to close. */
    public boolean shared() {
        return cmwq.schedule(work);
    }

    /** 2. The shared workqueue, later: each call before that pushes it back, as a debounce does. */
    public boolean sharedLater(Duration quiet) {
        return cmwq.system("events").modDelayed(delayed, quiet);
    }

    /** 3. A workqueue of one's own: it can be flushed, limited, drained, and goes on when memory is short. */
    public boolean ofItsOwn() {
        return own.queue(work);
    }

    /** 4. An ordered one: one item at a time, in the order in which they were queued, whatever the CPU. */
    public boolean ordered() {
        return ordered.queue(work);
    }

    /** As a threaded interrupt: ahead of normal work, one at a time on the CPU of the interrupt, and it may sleep. */
    public boolean threaded() {
        return thread.queue(work);
    }

    /** As in a soft interrupt: ahead of everything else on that CPU, and it may not sleep. */
    public boolean bh() {
        return bh.queue(work);
    }

    /** Waits until the job is done, in whichever mode it was asked for last. */
    public void await() throws InterruptedException {
        delayed.flush();
        work.flush();
    }

    @Override
    public void close() {
        bh.close();
        thread.close();
        ordered.close();
        own.close();
    }
}
