package io.kedge.bench.mix;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A mixed load on the engine and on its peers, in turns, each in a JVM of its own: how many of their threads are runnable
 * at a time, seen from outside, what they get done, and how long a probe waits. Prints a table. Argument: seconds each.
 */
public final class Mix {
    private static final int MOST_ROUNDS = 3;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** What came of one turn. */
    public record Turn(RunnableThreads threads, double runsPerSecond, List<Double> probeMillis, String own) { }

    private final Map<MixContender, List<Turn>> turns = new EnumMap<>(MixContender.class);

    private Mix() { }

    public static void main(String[] args) throws Exception {
        new Mix().run(Long.parseLong(args[0])).forEach(line -> System.out.println("mix: " + line));
    }

    private List<String> run(long seconds) throws IOException, InterruptedException {
        long rounds = Math.min(MOST_ROUNDS, seconds);
        for (int round = 0; round < rounds; round++) {
            for (MixContender contender : MixContender.values()) {
                turns.computeIfAbsent(contender, first -> new ArrayList<>()).add(turnOf(contender, seconds / rounds));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("per CPU runnable at a look: 0 / 1 / 2 / 3 or more; threads at most; items/s; probe ms: median / 99 % / largest");
        turns.forEach((contender, its) -> lines.add(lineOf(contender, its)));
        return lines;
    }

    /** Starts the contender, looks at it while it is at work, and reads what it says. */
    public static Turn turnOf(MixContender contender, long seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"),
                MixLoad.class.getName(), contender.name(), String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader(UTF_8)) {
            expect(said, MixLoad.READY);
            RunnableThreads threads = new RunnableThreads(process.pid(), contender.threads);
            while (!said.ready() && process.isAlive()) {
                threads.look();
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            String[] result = expect(said, MixLoad.DONE).split(" ", 5);
            List<Double> probes = Stream.of(result).skip(1).limit(3).map(Double::valueOf).toList();
            return new Turn(threads, Double.parseDouble(result[0]), probes, result.length > 4 ? result[4] : "");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** {@return the rest of the first line that begins so} */
    private static String expect(BufferedReader said, String beginning) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("the load ended and did not say '" + beginning.strip() + "'");
    }

    /** Looks of all turns together; of rates and latencies the median turn, of the largest latency the largest. */
    private static String lineOf(MixContender contender, List<Turn> its) {
        RunnableThreads threads = new RunnableThreads(0, contender.threads);
        its.forEach(turn -> threads.add(turn.threads()));
        return String.format(Locale.ROOT, "%s: %.1f / %.1f / %.1f / %.1f %%; %d; %,.0f; %.2f / %.2f / %.2f%s",
                contender.title, threads.percent(0), threads.percent(1), threads.percent(2), threads.percent(3),
                threads.mostThreads(), median(its.stream().mapToDouble(Turn::runsPerSecond).toArray()),
                median(its.stream().mapToDouble(turn -> turn.probeMillis().get(0)).toArray()),
                median(its.stream().mapToDouble(turn -> turn.probeMillis().get(1)).toArray()),
                its.stream().mapToDouble(turn -> turn.probeMillis().get(2)).max().orElse(0),
                its.getLast().own().isEmpty() ? "" : "; last turn " + its.getLast().own());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
