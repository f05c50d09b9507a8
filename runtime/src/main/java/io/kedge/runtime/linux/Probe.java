package io.kedge.runtime.linux;

/** Looks at a thread from outside: is it asleep, and how much CPU has it used? Owned by one thread at a time. */
public interface Probe extends AutoCloseable {

    /** {@return the state letter of /proc/TID/stat: R runnable, S and D asleep; 'X' if the thread is gone} */
    char state();

    /** {@return CPU time the thread has used, nanoseconds; -1 if it is gone} */
    long cpuNanos();

    @Override
    void close();
}
