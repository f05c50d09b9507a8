package io.kedge.bench;

import java.util.BitSet;

import io.kedge.runtime.linux.CurrentThread;

/** Which CPU each side of a benchmark is on: else the scheduler's placement is measured. */
public final class Cpus {
    private static final BitSet ALLOWED = CurrentThread.affinity();

    private Cpus() { }

    /** {@return the CPU of whoever submits} */
    public static int submitter() {
        return ALLOWED.nextSetBit(0);
    }

    /** {@return the CPU of whoever runs what is submitted: another one, if there is one} */
    public static int runner() {
        int second = ALLOWED.nextSetBit(submitter() + 1);
        return second < 0 ? submitter() : second;
    }

    /** {@return how many CPUs the process may use} */
    public static int count() {
        return ALLOWED.cardinality();
    }

    /** {@return the CPUs that the process may use, one after the other, again and again} */
    public static int nth(int number) {
        return ALLOWED.stream().skip(number % count()).findFirst().orElseThrow();
    }

    /** Binds the calling thread. */
    public static void bindTo(int cpu) {
        BitSet one = new BitSet();
        one.set(cpu);
        CurrentThread.bindTo(one);
    }
}
