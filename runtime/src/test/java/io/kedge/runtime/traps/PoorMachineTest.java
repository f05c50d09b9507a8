package io.kedge.runtime.traps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.runtime.ChildJvm;
import io.kedge.runtime.OsThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One CPU, no permission to raise priorities: all work is done all the same, and what is missing is said once. */
class PoorMachineTest {
    private static final String ALL_RAN = "(?s).*\\bran (\\d+) of \\1\\n.*";

    private static String firstCpu() {
        return OsThreads.status(OsThreads.main(), "Cpus_allowed_list").split("[-,]", 2)[0];
    }

    @Test
    void onOneCpuAMixedLoadRunsToItsEnd() {
        ChildJvm.Result result = ChildJvm.of(MixedLoad.class).startedBy("taskset", "-c", firstCpu()).run();
        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().matches(ALL_RAN), result::output);
    }

    @Test
    void withoutPermissionForPrioritiesItWarnsOnceAndRuns(@TempDir Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ChildJvm.Result result = ChildJvm.of(MixedLoad.class)
                .classesFrom(readableCopies(folder))
                .startedBy(withoutPermission())
                .run();
        String said = result.output();
        assertEquals(0, result.exit(), said);
        assertTrue(said.matches(ALL_RAN), said);
        assertEquals(List.of("degraded no-priorities"), said.lines().filter(line -> line.startsWith("degraded ")).toList(), said);
        List<String> warnings = said.lines().filter(line -> line.startsWith("WARNING: degraded")).toList();
        assertEquals(1, warnings.size(), said);
        assertTrue(warnings.getFirst().contains("LimitNICE=-20 (systemd) or CAP_SYS_NICE"), said);
    }

    /** {@return a command that starts another one as a user who may not raise priorities} */
    private static String[] withoutPermission() {
        boolean root = "0".equals(OsThreads.status(OsThreads.main(), "Uid").split("\\s+", 2)[0]);
        return root
                ? new String[] {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "prlimit", "--nice=0:0"}
                : new String[] {"prlimit", "--nice=0:0"};
    }

    /** {@return copies of the classes that any user may read} */
    private static List<Path> readableCopies(Path folder) throws IOException {
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
