package io.kedge.bench;

import java.util.Collection;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every benchmark runs: one short iteration each, in this JVM. Nothing is said about its numbers. */
class SmokeTest {

    @ParameterizedTest
    @ValueSource(classes = {EmptyItem.class, HandOff.class, ProbeBehindSleepers.class})
    void everyBenchmarkRuns(Class<?> benchmarks) throws RunnerException {
        Options once = new OptionsBuilder()
                .include(benchmarks.getName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .param("sleep", "JAVA", "NATIVE_FUNCTIONS")
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = new Runner(once).run();
        assertTrue(results.size() >= 2, () -> "the engine and a peer: " + results);
        results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result.toString()));
    }
}
