package io.kedge.runtime.sim;

/** Knows of some runs that they must have missed their deadlines: those that lasted longer than that. */
final class DeadlineOracle {
    private final Simulation simulation;
    private long runs;        // that had a deadline
    private long tooLong;

    DeadlineOracle(Simulation simulation) {
        this.simulation = simulation;
    }

    void started(SimItem item) {
        item.startedNanos = simulation.nowNanos;
    }

    void ended(SimItem item) {
        if (item.deadlineNanos > 0) {
            runs++;
            tooLong += simulation.nowNanos - item.startedNanos > item.deadlineNanos ? 1 : 0;
        }
    }

    void checkCounts() {
        long missed = simulation.queues.stream().mapToLong(queue -> queue.books.missed()).sum();
        if (missed < tooLong || missed > runs) {
            throw new Violation(missed + " items missed their deadlines, of " + runs + "; " + tooLong + " ran for longer than they allow");
        }
        simulation.coverage.saw(Seen.DEADLINE_MISSED, missed);
        simulation.coverage.saw(Seen.DEADLINE_MET, runs - missed);
    }
}
