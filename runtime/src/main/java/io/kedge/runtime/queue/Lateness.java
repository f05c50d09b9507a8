package io.kedge.runtime.queue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.runtime.work.FunctionProfile;
import org.jspecify.annotations.Nullable;

/**
 * Says that items of one share missed their deadlines: at the first one of the workqueue, the second, fourth, eighth, and so on.
 * It is noted under the lock of the share's pool and said when that is released.
 */
final class Lateness {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final AtomicLong misses;               // A   of the workqueue
    private volatile boolean unsaid;               // Lv  something is to be said
    private @Nullable FunctionProfile function;    // L
    private long lateNanos;                        // L
    private long number;                           // L

    /** Counts with the other shares of the workqueue. */
    Lateness(AtomicLong misses) {
        this.misses = misses;
    }

    /** One more. Allocates nothing. @return whether it is to be said */
    boolean noteLocked(FunctionProfile whose, long nanos) {
        long count = misses.incrementAndGet();
        if (Long.bitCount(count) != 1) {
            return false;
        }
        function = whose;
        lateNanos = nanos;
        number = count;
        unsaid = true;
        return true;
    }

    /** Says what is to be said. No lock is held. */
    void tell(QueueShare share) {
        if (!unsaid) {
            return;   // whoever has set it sees it here
        }
        FunctionProfile whose;
        long micros;
        long count;
        share.lock();
        try {
            whose = function;
            micros = TimeUnit.NANOSECONDS.toMicros(lateNanos);
            count = number;
            function = null;
            unsaid = false;
        } finally {
            share.unlockAndWake();
        }
        if (whose != null) {
            say(whose, share.workqueueName(), micros, count);
        }
    }

    private static void say(FunctionProfile whose, String workqueue, long micros, long count) {
        try {
            LOG.log(System.Logger.Level.WARNING, "an item of work function " + whose + " on workqueue " + workqueue + " ended " + micros
                    + " us after its deadline; " + count + (count == 1 ? " item has" : " items have") + " missed theirs there: let less"
                    + " wait before it (another workqueue, highPriority(), byDeadline()), or allow it more time");
        } catch (OutOfMemoryError unsaid) {
            // it is counted, and the next ones are said
        }
    }
}
