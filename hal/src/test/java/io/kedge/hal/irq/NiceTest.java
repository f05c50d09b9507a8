package io.kedge.hal.irq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NiceTest {
    /** Field 19 of proc_pid_stat(5), counted after the closing bracket of the name. */
    private static final int NICE_AFTER_NAME = 16;

    @Test
    void itSetsTheCallingThreadOnly() throws ExecutionException, InterruptedException, IOException {
        int mine = niceOfThisThread();
        FutureTask<Integer> other = new FutureTask<>(() -> {
            assertTrue(Nice.ofThisThread(mine + 3), "a thread may always become nicer");
            return niceOfThisThread();
        });
        Thread.ofPlatform().start(other);
        assertEquals(mine + 3, other.get());
        assertEquals(mine, niceOfThisThread());
    }

    private static int niceOfThisThread() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_AFTER_NAME]);
    }
}
