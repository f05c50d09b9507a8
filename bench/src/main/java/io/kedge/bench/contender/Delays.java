package io.kedge.bench.contender;

import java.time.Duration;

/** A contender that runs tasks later. */
public interface Delays extends Contender {
    /** Said by {@link #pending} if nobody can know. */
    int UNKNOWN = -1;

    /** A task with a timer. For one thread. */
    interface Delayed {
        /** Has the task run after the delay, counted from now, and forgets what was asked for before. */
        void runAfter(Duration delay);
    }

    /** {@return the task with a timer that does not run} */
    Delayed delayed(Runnable task);

    /** {@return how many entries it holds, live or dead; {@link #UNKNOWN}} */
    int pending();
}
