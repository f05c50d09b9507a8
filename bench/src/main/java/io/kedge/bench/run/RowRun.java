package io.kedge.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Outcome;
import io.kedge.bench.figure.RowResult;
import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Floor;
import io.kedge.bench.row.Row;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** All processes of one row: round by round, in each round every contender once, so that all see the same machine. */
final class RowRun {
    /** Those that run side by side start so long after each other, so that they are not all at work at the same moment. */
    private static final long APART_NANOS = 500_000_000;

    private final Row row;
    private final Effort effort;
    private final @Nullable Path limits;
    private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    RowRun(Row row, Effort effort, @Nullable Path limits) {
        this.row = row;
        this.effort = effort;
        this.limits = limits;
    }

    RowResult result() throws InterruptedException {
        System.out.println("== " + row.name() + ": " + row.title());
        long startNanos = System.nanoTime();
        for (int round = 0; round < row.rounds(effort); round++) {
            if (row.sideBySide()) {
                runRoundSideBySide(round);
            } else {
                for (String contender : contenders()) {
                    run(contender, round);
                }
            }
        }
        System.out.println("   " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos) + " s");
        return new RowResult(row.name(), inOrder(contenders(), outcomes), failures);
    }

    /** {@return round by round, in each the contenders in the row's order, whoever has ended first} */
    static List<Outcome> inOrder(List<String> contenders, List<Outcome> outcomes) {
        return outcomes.stream()
                .sorted(Comparator.comparingInt(Outcome::round).thenComparingInt(outcome -> contenders.indexOf(outcome.contender())))
                .toList();
    }

    /** {@return the row's, and the program in C if it has something to say here and is there} */
    private List<String> contenders() {
        return Stream.concat(row.contenders().stream(), floors().map(Floor::contender)).toList();
    }

    private Stream<Floor> floors() {
        return limits == null ? Stream.empty() : row.floors(effort).stream();
    }

    private void runRoundSideBySide(int round) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String contender : contenders()) {
            LockSupport.parkNanos(APART_NANOS);
            threads.add(Thread.ofPlatform().name("bench-" + contender).start(() -> runUnlessStopped(contender, round)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void runUnlessStopped(String contender, int round) {
        try {
            run(contender, round);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String contender, int round) throws InterruptedException {
        Fork fork = floors().filter(floor -> floor.contender().equals(contender)).findFirst()
                .map(floor -> Fork.ofProgram(requireNonNull(limits), floor.arguments()))
                .orElseGet(() -> Fork.ofJvm(row, contender, effort));
        try {
            outcomes.add(fork.run(contender, round));
        } catch (IOException | RuntimeException failed) {
            failures.add(Contenders.titleOf(contender) + ", round " + (round + 1) + ": " + failed.getMessage());
        }
    }
}
