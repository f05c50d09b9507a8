package io.kedge.bench.mix;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Looks at a process's threads from outside, and counts how many of them are runnable or running, for each CPU. */
public final class RunnableThreads {
    private static final int MOST = 3;   // and more
    private static final int STATE = 0;  // fields of /proc/PID/task/TID/stat after the name
    private static final int PROCESSOR = 36;

    private final Path tasks;
    private final String prefix;
    private final long[] looksByCount = new long[MOST + 1];
    private long looks;
    private int mostThreads;

    /** Of the threads whose name begins so. */
    RunnableThreads(long pid, String prefix) {
        this.tasks = Path.of("/proc/" + pid + "/task");
        this.prefix = prefix;
    }

    /** One look, which counts once for each CPU. */
    void look() throws IOException {
        int[] runnable = new int[Runtime.getRuntime().availableProcessors()];
        int threads = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                String stat = statOf(task);
                int open = stat.indexOf('(');
                int close = stat.lastIndexOf(')');
                if (close < 0 || !stat.startsWith(prefix, open + 1)) {
                    continue;
                }
                threads++;
                String[] fields = stat.substring(close + 2).split(" ", -1);
                if (fields[STATE].equals("R")) {
                    runnable[Integer.parseInt(fields[PROCESSOR]) % runnable.length]++;
                }
            }
        }
        for (int count : runnable) {
            looksByCount[Math.min(count, MOST)]++;
        }
        looks += runnable.length;
        mostThreads = Math.max(mostThreads, threads);
    }

    /** {@return its text, empty if the thread has ended} */
    private static String statOf(Path task) {
        try {
            return Files.readString(task.resolve("stat"), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    void add(RunnableThreads other) {
        for (int count = 0; count <= MOST; count++) {
            looksByCount[count] += other.looksByCount[count];
        }
        looks += other.looks;
        mostThreads = Math.max(mostThreads, other.mostThreads);
    }

    /** {@return percent of the looks at a CPU that found so many; the last: so many or more} */
    public double percent(int count) {
        return looks == 0 ? 0 : 100.0 * looksByCount[count] / looks;
    }

    long looks() {
        return looks;
    }

    public int mostThreads() {
        return mostThreads;
    }
}
