package io.kedge.bench.row;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Delays;
import io.kedge.bench.contender.Executes;
import io.kedge.bench.figure.Unit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How often the threads of a contender that has nothing to do wake up. */
final class Idle extends DescribedRow {
    private static final String OWN = "wake-ups of its own";
    private static final String JVM = "of the JVM";
    private static final int WARM_UP = 1_000;

    /** How HotSpot's and the JDK's threads are called, of the 15 characters that the kernel keeps. */
    private static final Pattern OF_JVM = Pattern.compile(
            "java|GC .*|VM .*|C[12] .*|Signal Dispatch|Service Thread|Monitor Deflati|Reference Handl|Finalizer|Common-Cleaner"
                    + "|Notification .*|Attach Listener|VirtualThread-u.*|row|process reaper.*");
    private static final Pattern NAME = Pattern.compile("^Name:\\s*(.*)$", Pattern.MULTILINE);
    private static final Pattern SWITCHES = Pattern.compile("^voluntary_ctxt_switches:\\s*(\\d+)$", Pattern.MULTILINE);

    private record Wakes(String name, long count) { }

    Idle() {
        super(new About("idle", "Wake-ups of an idle engine in 10 s",
                "After 1,000 items, or a delayed one, and 3 s of rest: voluntary context switches of each thread in 10 s, from"
                        + " /proc/self/task. HotSpot's and the JDK's own threads, which are there in every JVM, are counted apart.",
                List.of(Contenders.KEDGE, "tpe", "fjp", "eqe", "virtual", "kotlin", "stpe", "wheel"), List.of(),
                List.of(Goal.atMost(OWN, 0))));
    }

    @Override
    public boolean sideBySide() {
        return true;
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) throws IOException {
        if (contender instanceof Executes executes) {
            Tally.warmUp(executes, effort.times(WARM_UP));
        }
        if (contender instanceof Delays delays) {
            Tally ran = new Tally();
            delays.delayed(ran).runAfter(Duration.ofMillis(2));
            Tally.awaitAll(new Tally[] {ran}, 1);
        }
        LockSupport.parkNanos(effort.nanosOf(3_000));
        Map<String, Wakes> before = wakes();
        LockSupport.parkNanos(effort.nanosOf(10_000));
        Map<String, Long> own = new TreeMap<>();
        Map<String, Long> jvm = new TreeMap<>();
        wakes().forEach((tid, wakes) -> {
            Wakes earlier = before.get(tid);
            long more = wakes.count - (earlier == null ? 0 : earlier.count);
            (OF_JVM.matcher(wakes.name).matches() ? jvm : own).merge(wakes.name, more, Long::sum);
        });
        figures.add(OWN, Unit.COUNT, own.values().stream().mapToDouble(Long::doubleValue).sum());
        figures.add(JVM, Unit.COUNT, jvm.values().stream().mapToDouble(Long::doubleValue).sum());
        figures.note("its own threads " + own + "; the JVM's that woke " + awake(jvm));
    }

    private static Map<String, Long> awake(Map<String, Long> threads) {
        Map<String, Long> some = new TreeMap<>(threads);
        some.values().removeIf(count -> count == 0);
        return some;
    }

    /** {@return by thread id; who measures has been left out} */
    private static Map<String, Wakes> wakes() throws IOException {
        Map<String, Wakes> all = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String status = statusOf(task);
                Matcher name = NAME.matcher(status);
                Matcher switches = SWITCHES.matcher(status);
                if (name.find() && switches.find()) {
                    all.put(task.toString(), new Wakes(name.group(1), Long.parseLong(switches.group(1))));
                }
            }
        }
        return all;
    }

    private static String statusOf(Path task) {
        try {
            return Files.readString(task.resolve("status"), UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
