package io.kedge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
        List<Double> with = new ArrayList<>();
        List<Double> none = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean even = round % 2 == 0;   // so that none of them is always the first
            double first = nanosPerItem(even ? usual : without);
            double second = nanosPerItem(even ? without : usual);
            with.add(even ? first : second);
            none.add(even ? second : first);
        }
        System.out.printf(Locale.ROOT, "statistics: %.0f ns an item with, %.0f without (medians of %d rounds), ratio %.3f%n",
                median(with), median(none), rounds, median(ratios(with, none)));
        System.out.printf(Locale.ROOT, "statistics: fastest with %.0f, without %.0f, ratio %.3f%n",
                Collections.min(with), Collections.min(none), Collections.min(with) / Collections.min(none));
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

    private double nanosPerItem(String classPath) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", classPath, StatsLoad.class.getName(), seconds, seconds)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
        if (child.waitFor() != 0) {
            throw new IllegalStateException("a child ended with " + child.exitValue() + " after " + said);
        }
        return Double.parseDouble(said);
    }

    private static List<Double> ratios(List<Double> with, List<Double> none) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < with.size(); round++) {
            ratios.add(with.get(round) / none.get(round));
        }
        return ratios;
    }

    private static double median(List<Double> some) {
        List<Double> sorted = some.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
