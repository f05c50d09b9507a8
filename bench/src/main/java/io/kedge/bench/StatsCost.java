package io.kedge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the engine's statistics cost: queue + run of empty items, with the engine as it is and with classes in place of its own
 * that count nothing, in turns, each in a JVM of its own. Arguments: folder with those classes' sources, rounds, seconds each.
 */
final class StatsCost {
    private final Path sources;
    private final int rounds;
    private final String seconds;

    private StatsCost(String[] args) {
        sources = Path.of(args[0]);
        rounds = Integer.parseInt(args[1]);
        seconds = args[2];
    }

    public static void main(String[] args) throws Exception {
        new StatsCost(args).run();
    }

    private void run() throws IOException, InterruptedException {
        String usual = System.getProperty("java.class.path");
        String without = compiled() + File.pathSeparator + usual;
        List<Cost> with = new ArrayList<>();
        List<Cost> none = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean even = round % 2 == 0;   // so that none of them is always the first
            Cost first = costOfItem(even ? usual : without);
            Cost second = costOfItem(even ? without : usual);
            with.add(even ? first : second);
            none.add(even ? second : first);
        }
        print("time", with, none, Cost::passedNanos);
        print("CPU", with, none, Cost::cpuNanos);
    }

    /** What one item took: time that passed, and CPU time of the whole process, nanoseconds. */
    private record Cost(double passedNanos, double cpuNanos) { }

    private void print(String what, List<Cost> with, List<Cost> none, ToDoubleFunction<Cost> figure) {
        double[] some = with.stream().mapToDouble(figure).toArray();
        double[] others = none.stream().mapToDouble(figure).toArray();
        double[] ratios = IntStream.range(0, rounds).mapToDouble(round -> some[round] / others[round]).toArray();
        System.out.printf(Locale.ROOT, "statistics: %4s an item: %.0f ns with, %.0f without (medians of %d), median of the ratios %.3f; least"
                + " %.0f and %.0f%n", what, median(some), median(others), rounds, median(ratios), least(some), least(others));
    }

    private Path compiled() throws IOException {
        Path classes = Files.createTempDirectory("nostats");
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException("the classes in " + sources + " do not fit the engine's any more");
        }
        return classes;
    }

    private Cost costOfItem(String classPath) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", classPath, StatsLoad.class.getName(), seconds, seconds)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
        if (child.waitFor() != 0) {
            throw new IllegalStateException("a child ended with " + child.exitValue() + " after " + said);
        }
        String[] figures = said.split(" ", 2);
        return new Cost(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    private static double median(double[] some) {
        return Arrays.stream(some).sorted().toArray()[some.length / 2];
    }

    private static double least(double[] some) {
        return Arrays.stream(some).min().orElseThrow();
    }
}
