package io.kedge.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Figure;
import io.kedge.bench.figure.Outcome;
import io.kedge.bench.figure.Unit;
import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Row;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One process that measures, from its start to its end. */
final class Fork {
    private static final long PATIENCE_SECONDS = 300;
    private static final int SHOWN = 6;   // lines of what a process said that failed

    /** The same for all: the collector that is shipped, a heap that does not grow, compiler threads that are there from the start. */
    private static final List<String> FLAGS = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-XX:-UseDynamicNumberOfCompilerThreads");

    private final List<String> command;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String configuration = "";
    private @Nullable ThreadCount count;

    private Fork(List<String> command) {
        this.command = command;
    }

    /** {@return a JVM that measures the contender} */
    static Fork ofJvm(Row row, String contender, Effort effort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(row.flags());
        command.addAll(Contenders.named(contender).flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), row.name(), contender, effort.name()));
        return new Fork(command);
    }

    /** {@return the program in C that measures the floor} */
    static Fork ofProgram(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return new Fork(command);
    }

    /** {@return the JVM flags of every row, as one writes them} */
    static String flags() {
        return String.join(" ", FLAGS);
    }

    /**
     * {@return what the process said}
     *
     * @throws IOException if it ended badly, said no figure, or took more than five minutes; the message tells how
     */
    Outcome run(String contender, int round) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread killer = Thread.ofPlatform().daemon().name("patience").start(() -> endAfterPatience(process));
        List<String> others = new ArrayList<>();
        try (BufferedReader said = process.inputReader(UTF_8); OutputStream answers = process.getOutputStream()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Saying what = Saying.of(line).orElse(null);
                if (what == null) {
                    others.add(line);
                } else {
                    take(what, line, process, answers);
                }
            }
        } finally {
            process.destroyForcibly();
            killer.interrupt();
        }
        int exit = process.waitFor();
        if (exit != 0 || figures.isEmpty()) {
            throw new IOException("ended with " + exit + " and " + figures.size() + " figures"
                    + (others.isEmpty() ? "" : "; it said: " + why(others)));
        }
        return new Outcome(contender, round, configuration, figures, notes);
    }

    /** {@return the first lines of the stack trace, if there is one, else of all} */
    private static String why(List<String> lines) {
        long before = lines.stream().takeWhile(line -> !line.startsWith("Exception in thread")).count();
        return lines.stream().skip(before == lines.size() ? 0 : before).limit(SHOWN).collect(Collectors.joining(" / "));
    }

    private void take(Saying what, String line, Process process, OutputStream answers) throws IOException, InterruptedException {
        switch (what) {
            case CONFIGURATION -> configuration = what.rest(line);
            case FIGURE -> figures.add(Saying.figure(line));
            case NOTE -> notes.add(what.rest(line));
            case COUNT_THREADS -> {
                count = new ThreadCount(process.pid());
                answers.write('\n');
                answers.flush();
            }
            case THREADS_COUNTED -> {
                ThreadCount counted = count;
                if (counted != null) {
                    figures.add(new Figure(Row.THREADS, Unit.THREADS, counted.end()));
                    count = null;
                }
            }
        }
    }

    private static void endAfterPatience(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException itHasEnded) {
            Thread.currentThread().interrupt();
        }
    }
}
