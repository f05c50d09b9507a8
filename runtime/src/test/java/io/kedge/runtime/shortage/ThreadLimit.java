package io.kedge.runtime.shortage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.runtime.ChildJvm;
import io.kedge.runtime.OsThreads;

/** Commands that start another one with few threads to be had. */
final class ThreadLimit {
    static final int THREADS = 80;   // a JVM starts with some 20 of them
    private static final long USERS_FROM = 100_000;   // of nobody; one for each process, for the limit counts all threads of a user

    private ThreadLimit() { }

    /** {@return a command for a user who may have {@link #THREADS}; without root: that many more than he has} */
    static String[] ofUser() throws IOException {
        String uid = OsThreads.status(OsThreads.main(), "Uid").split("\\s+", 2)[0];
        if (uid.equals("0")) {
            long user = USERS_FROM + ProcessHandle.current().pid();
            return new String[] {"setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups",
                "prlimit", "--nproc=" + THREADS + ":" + THREADS};
        }
        long limit = threadsOf(uid) + THREADS;
        return new String[] {"prlimit", "--nproc=" + limit + ":" + limit};
    }

    private static long threadsOf(String uid) throws IOException {
        long threads = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path status : (Iterable<Path>) processes.map(process -> process.resolve("status"))::iterator) {
                threads += threadsIn(status, uid);
            }
        }
        return threads;
    }

    private static long threadsIn(Path status, String uid) {
        try {
            List<String> lines = Files.readAllLines(status);
            boolean own = lines.stream().anyMatch(line -> line.matches("Uid:\\s+" + uid + "\\s.*"));
            return !own ? 0 : lines.stream().filter(line -> line.startsWith("Threads:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8).trim())).sum();
        } catch (IOException noProcessOrNoMore) {
            return 0;
        }
    }

    /** {@return copies of the classes that any user may read} */
    static List<Path> readableCopies(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Path> copies = new ArrayList<>();
        for (Path from : ChildJvm.classFolders()) {
            Path to = folder.resolve("classes" + copies.size());
            copy(from, to);
            copies.add(to);
        }
        return copies;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
