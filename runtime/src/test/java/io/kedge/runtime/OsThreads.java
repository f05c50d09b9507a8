package io.kedge.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The threads of this process as the kernel sees them. */
public final class OsThreads {
    private static final Path TASKS = Path.of("/proc/self/task");

    private OsThreads() { }

    /** {@return names by thread id, of the threads whose name starts so} */
    public static Map<Integer, String> named(String prefix) {
        Map<Integer, String> found = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                String name = read(task.resolve("comm"));
                if (!name.isEmpty() && name.startsWith(prefix)) {
                    found.put(Integer.valueOf(task.getFileName().toString()), name);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    /** {@return the process's first thread} */
    public static int main() {
        return Math.toIntExact(ProcessHandle.current().pid());
    }

    /** {@return the value of one line of the thread's status file, empty if the thread is gone} */
    public static String status(int tid, String key) {
        return read(TASKS.resolve(tid + "/status"))
                .lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** {@return the thread's nice value} */
    public static int nice(int tid) {
        String stat = read(TASKS.resolve(tid + "/stat"));
        String[] fieldsFromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Integer.parseInt(fieldsFromState[16]);   // field 19 of the line; the state is field 3
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException threadHasEnded) {
            return "";
        }
    }
}
