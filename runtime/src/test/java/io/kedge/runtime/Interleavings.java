package io.kedge.runtime;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs random scenarios of a class of operations in many interleavings, switching threads at its accesses to memory, and
 * demands that the outcomes are those of some order of the operations (Lincheck, which sees a sequentially consistent
 * memory: what the machine's does is jcstress's affair). {@code -Dkedge.lincheck.scenarios} and
 * {@code -Dkedge.lincheck.interleavings} (of each) say how many.
 */
public final class Interleavings {
    /** Threads have numbers below. */
    public static final int MOST_THREADS = 5;

    private static final int SCENARIOS = Integer.getInteger("kedge.lincheck.scenarios", 8);
    private static final int INTERLEAVINGS = Integer.getInteger("kedge.lincheck.interleavings", 1_000);
    private static final int DEEPER_THAN_THE_STACK_PROBE = 64;
    private static final int LONGER_THAN_ANY_LOOP = 100;

    private Interleavings() { }

    /** With two operations in each of three threads, and some before and after. */
    public static void check(Class<?> operations) {
        options().actorsPerThread(2).actorsBefore(2).actorsAfter(2).check(operations);
    }

    /** With one long operation in each of three threads. */
    public static void checkOneEach(Class<?> operations) {
        options().actorsPerThread(1).actorsBefore(1).actorsAfter(0).check(operations);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS)
                .threads(3)
                .recursionBound(DEEPER_THAN_THE_STACK_PROBE)
                .loopBound(LONGER_THAN_ANY_LOOP);
    }
}
