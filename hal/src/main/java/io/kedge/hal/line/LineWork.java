package io.kedge.hal.line;

import java.time.Duration;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.irq.Wakeup;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * A line's work item: when its bottom half runs, and on which CPU. One delayed item does both, unless the line is bound to
 * a CPU: the timer's expiry then queues a second item there.
 */
final class LineWork implements Wakeup {
    private final Workqueue workqueue;
    private final int cpu;
    private final int urgentAt;
    private final DelayedWork timer;
    private final Work bottom;
    private volatile @Nullable Duration pushBack;   // how far each edge pushes the verdict back, null if it does not
    private volatile @Nullable BottomHalf half;     // null until start
    private volatile boolean urgent;                // set by gpio-irq, taken by the bottom half

    LineWork(LineConfig config, Workqueue workqueue, int ringCapacity) {
        this.workqueue = workqueue;
        this.cpu = config.cpu();
        this.pushBack = pushBackOf(config.debounce());
        this.urgentAt = Math.max(1, ringCapacity / 2);
        if (cpu < 0) {
            this.timer = Cmwq.delayedWork(this::run);
            this.bottom = timer;
        } else {
            this.bottom = Cmwq.work(this::run);
            this.timer = Cmwq.delayedWork(this::queueBottom);
        }
    }

    /** Lets the bottom half run, first for what came before. */
    void start(BottomHalf bottomHalf) {
        half = bottomHalf;
        queueBottom();
    }

    /**
     * gpio-irq only. With a policy that waits for a steady level each edge pushes the item back, until the ring is half full: chatter that
     * never settles must not overflow it.
     */
    @Override
    public void edges(int waiting) {
        Duration steady = pushBack;
        if (steady != null && waiting < urgentAt) {
            workqueue.modDelayed(timer, steady);
        } else if (waiting < urgentAt) {
            queueBottom();   // refused while armed: what comes during a lock-out or a window can wait for its end
        } else if (!urgent) {
            urgent = true;
            hurry();
        }
    }

    private static @Nullable Duration pushBackOf(Debounce debounce) {
        return switch (debounce.policy()) {
            case SETTLE, GLITCH -> debounce.period();
            case NONE, LEADING, COUNT, KERNEL -> null;
        };
    }

    /** Debounces otherwise, soon. Any thread. */
    void debounce(BottomHalf bottomHalf, Debounce debounce) {
        bottomHalf.debounce(debounce);
        pushBack = pushBackOf(debounce);
        hurry();
    }

    void queueBottom() {
        if (cpu < 0) {
            workqueue.queue(bottom);
        } else {
            workqueue.queueOn(cpu, bottom);
        }
    }

    private void hurry() {
        if (cpu < 0) {
            workqueue.modDelayed(timer, Duration.ZERO);
        } else {
            workqueue.queueOn(cpu, bottom);
        }
    }

    private void run() {
        urgent = false;
        BottomHalf mine = half;
        if (mine == null) {
            return;   // start queues it again
        }
        boolean done = false;
        try {
            again(mine.run());
            done = true;
        } finally {
            if (!done) {
                queueBottom();   // an error of a handler ends this run, not the line
            }
        }
    }

    private void again(long nanos) {
        if (nanos == 0) {
            queueBottom();
        } else if (nanos > 0) {
            workqueue.modDelayed(timer, Duration.ofNanos(nanos));
        }
    }

    /** Takes the item off for good. Waits for a running bottom half, unless it is the caller. */
    @SuppressWarnings("ReferenceEquality")   // items have no other identity
    void stop() {
        timer.disable();
        bottom.disable();
        Work current = Cmwq.currentWork();
        try {
            if (current != timer) {
                timer.cancelSync();
            }
            if (current != bottom) {
                bottom.cancelSync();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();   // disabled already: at most the running one goes on to its end
        }
    }
}
