package io.kedge.runtime.queue;

import java.time.Duration;

import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.rcu.RcuItem;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.WorkItem;

import static java.util.Objects.requireNonNull;

/** The engine's own items behind the interfaces that callers see. Whatever else is given is refused. */
final class Items {
    private Items() { }

    static WorkItem of(Work work) {
        if (work instanceof WorkItem item) {
            return item;
        }
        throw notOurs(work);
    }

    static DelayedItem of(DelayedWork work) {
        if (work instanceof DelayedItem item) {
            return item;
        }
        throw notOurs(work);
    }

    static RcuItem of(RcuWork work) {
        if (work instanceof RcuItem item) {
            return item;
        }
        throw notOurs(work);
    }

    private static IllegalArgumentException notOurs(Object work) {
        return new IllegalArgumentException("the item is a " + requireNonNull(work, "work").getClass().getName()
                + ": make items with Cmwq.work(), Cmwq.delayedWork() and Cmwq.rcuWork()");
    }

    static long nanosOf(Duration delay) {
        requireNonNull(delay, "delay");
        try {
            return Math.min(delay.toNanos(), Long.MAX_VALUE / 2);
        } catch (ArithmeticException beyondLong) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;   // 146 years
        }
    }
}
