package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.kedge.runtime.sim.Simulation.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The whole engine under random load and faults, seed by seed. System properties: {@code kedge.sim.seeds} how many at
 * least, {@code kedge.sim.seconds} how long to go on with more, {@code kedge.sim.from} the first seed,
 * {@code kedge.sim.patience} how many seconds one may take.
 */
class SimulationTest {
    private static final int LEAST = 2_000;
    private static final int ENOUGH = 20_000;   // to have met everything: what is rarest comes once in 1,500
    private static final long SEEDS = Long.getLong("kedge.sim.seeds", LEAST);
    private static final long SECONDS = Long.getLong("kedge.sim.seconds", 120);
    private static final long FROM = Long.getLong("kedge.sim.from", 0);
    /* One, since two share the JDK's lists of threads, and whoever meets a lock of theirs is woken by a thread of the JDK. */
    private static final int STAGES = 1;
    /*
     * A simulation is one thread and a seed, so what is a defect comes again. What does not come again was done by a thread of the
     * JDK that woke a virtual thread which had met a lock of the JDK's: other tests of this JVM leave threads behind, which end.
     */
    private static final int REPLAYS = 3;
    private static final int MOST_DISTURBED = 2;
    private static final long PATIENCE_SECONDS = Long.getLong("kedge.sim.patience", 60);
    private static final Logger LOG = Logger.getLogger("io.kedge.runtime");

    private static @Nullable Level levelBefore;

    /** A seed that failed. */
    private record Failure(long seed, long step, Violation broken) { }

    /** What one thread has done. */
    private record Share(long seeds, long steps, Coverage coverage, List<Failure> failures, List<Failure> disturbed) { }

    @BeforeAll
    static void beQuiet() {   // the engine reports each item that throws
        levelBefore = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(levelBefore);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theBooksAndThePromisesHoldWhateverTheSeed() throws InterruptedException {
        long startNanos = System.nanoTime();
        AtomicLong nextSeed = new AtomicLong(FROM);
        AtomicBoolean stop = new AtomicBoolean();
        List<Stage<Share>> stages = new ArrayList<>();
        AtomicLongArray now = new AtomicLongArray(STAGES);
        for (int i = 0; i < STAGES; i++) {
            int number = i;
            stages.add(Stage.start(() -> runSeeds(nextSeed, stop, startNanos, seed -> now.set(number, seed))));
        }
        for (int i = 0; i < STAGES; i++) {
            int number = i;
            awaitEnd(stages.get(i), () -> now.get(number));
        }
        Coverage coverage = new Coverage();
        long seeds = 0;
        long steps = 0;
        List<Failure> failures = new ArrayList<>();
        List<Failure> disturbed = new ArrayList<>();
        for (Stage<Share> stage : stages) {
            Share share = stage.result();
            coverage.add(share.coverage);
            seeds += share.seeds;
            steps += share.steps;
            failures.addAll(share.failures);
            disturbed.addAll(share.disturbed);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        System.out.printf(Locale.ROOT, "simulation: %,d seeds from %d, %,d steps, %.0f s, %.0f seeds/s%n%s",
                seeds, FROM, steps, seconds, seeds / seconds, coverage.table());
        disturbed.forEach(seed -> System.out.println("came once, and not again: " + seed));
        assertTrue(disturbed.size() <= MOST_DISTURBED, () -> "not one of these came again: " + disturbed);
        if (!failures.isEmpty()) {
            throw new AssertionError(report(failures.getFirst()), failures.getFirst().broken);
        }
        if (seeds >= ENOUGH) {
            assertEquals(List.of(), coverage.missing(), "the simulations never met this");
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aSeedIsReplayedStepByStep() throws InterruptedException {
        for (long seed = 1; seed <= 50; seed++) {
            Outcome first = replay(seed);
            Outcome second = replay(seed);
            assertFalse(first.trace().isEmpty(), "a traced run has a trace");
            assertEquals(first.trace(), second.trace(), "seed " + seed);
        }
    }

    /** A step that does not end cannot be seen from within: it is when one seed takes far longer than all others. */
    private static void awaitEnd(Stage<?> stage, LongSupplier seedNow) throws InterruptedException {
        long seed = -1;
        long sinceNanos = System.nanoTime();
        while (stage.isAlive()) {
            stage.join(1_000);
            if (seedNow.getAsLong() != seed) {
                seed = seedNow.getAsLong();
                sinceNanos = System.nanoTime();
            } else if (System.nanoTime() - sinceNanos > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS) && stage.isAlive()) {
                throw new AssertionError("a step of seed " + seed + " does not end; " + replayCommand(seed));
            }
        }
    }

    private static Share runSeeds(AtomicLong nextSeed, AtomicBoolean stop, long startNanos, LongConsumer now) {
        Coverage coverage = new Coverage();
        List<Failure> failures = new ArrayList<>();
        List<Failure> disturbed = new ArrayList<>();
        long seeds = 0;
        long steps = 0;
        while (!stop.get()) {
            long seed = nextSeed.getAndIncrement();
            if (seed - FROM >= SEEDS && System.nanoTime() - startNanos >= TimeUnit.SECONDS.toNanos(SECONDS)) {
                break;
            }
            now.accept(seed);
            Outcome outcome = Simulation.run(seed, coverage, false);
            seeds++;
            steps += outcome.steps();
            Violation broken = outcome.violation();
            if (broken != null && comesAgain(seed)) {
                failures.add(new Failure(seed, outcome.steps(), broken));
                stop.set(true);
            } else if (broken != null) {
                disturbed.add(new Failure(seed, outcome.steps(), broken));
            }
        }
        return new Share(seeds, steps, coverage, failures, disturbed);
    }

    private static boolean comesAgain(long seed) {
        try {
            for (int i = 0; i < REPLAYS; i++) {
                if (replay(seed).violation() != null) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static Outcome replay(long seed) throws InterruptedException {
        return Stage.start(() -> Simulation.run(seed, new Coverage(), true)).result();
    }

    private static String replayCommand(long seed) {
        return "replay: ./mvnw -pl runtime test -Dtest=SimulationTest -Dkedge.sim.from=" + seed
                + " -Dkedge.sim.seeds=1 -Dkedge.sim.seconds=0";
    }

    /** {@return what is needed to find the defect: the law, the way there, and how to go it again} */
    private static String report(Failure failure) {
        try {
            Outcome again = replay(failure.seed);
            return "seed " + failure.seed + ", step " + failure.step + ": " + failure.broken.law()
                    + "\n" + again.end() + "\n" + replayCommand(failure.seed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
