package io.kedge.runtime.pool;

import io.kedge.runtime.inspect.WorkqueueTimes;

/** Counts nothing: the engine's class of this name is replaced by it to see what counting costs. */
public final class RunTimes {
    void limited(long nanos) { }

    void started(long delayNanos) { }

    void ended(long nanos) { }

    void mounted(long nanos, long onCpuNanos) { }

    void asleep(long nanos) { }

    void ready(long nanos) { }

    public void add(RunTimes other) { }

    public WorkqueueTimes toTimes() {
        return WorkqueueTimes.NONE;
    }
}
