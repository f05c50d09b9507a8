package io.kedge.hal.cdev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.kedge.hal.Await;

/**
 * The kernel threads {@code irq/N-consumer}: each runs the threaded half of one line's interrupt, which reads the level and queues the
 * event. An edge that comes before that has ended is merged into it. One thread.
 */
final class GpioSimThreads {
    /** What kthreadd has started; needs a kernel with CONFIG_PROC_CHILDREN. */
    private static final Path KERNEL_THREADS = Path.of("/proc/2/task/2/children");
    private static final Path PROC = Path.of("/proc");
    private static final String PREFIX = "(irq/";
    private static final String ASLEEP = ") S ";
    private static final Map<String, Boolean> INTERRUPT_THREADS = new HashMap<>();   // by process id
    private static final Set<String> BOUND = new HashSet<>();

    private GpioSimThreads() { }

    /** {@return the process ids of all interrupt threads, oldest first} */
    static List<String> pids() {
        return Stream.of(read(KERNEL_THREADS).split(" "))
                .filter(pid -> INTERRUPT_THREADS.computeIfAbsent(pid, each -> stat(each).contains(PREFIX)))
                .toList();
    }

    /**
     * Does something that raises interrupts; returns when their threads are through. These are SCHED_FIFO and are bound to the CPU that
     * the caller is on meanwhile, so whenever the caller runs each of them sleeps, or waits for the chip's mutex and shows that.
     */
    static void through(Runnable drive) {
        List<String> pids = pids();
        bindTo(GpioSimCpu.FIRST, pids.stream().filter(BOUND::add).toList());
        GpioSimCpu.bind(GpioSimCpu.SELF, GpioSimCpu.FIRST);
        try {
            drive.run();
            Await.until(() -> pids.stream().allMatch(GpioSimThreads::asleep), () -> "the interrupt threads go to sleep");
        } finally {
            GpioSimCpu.bind(GpioSimCpu.SELF, GpioSimCpu.ANY);
        }
    }

    /** Binds interrupt threads. */
    static void bindTo(long cpus, Collection<String> pids) {
        pids.forEach(pid -> GpioSimCpu.bind(Integer.parseInt(pid), cpus));
    }

    private static boolean asleep(String pid) {
        String stat = stat(pid);
        return stat.isEmpty() || stat.contains(ASLEEP);
    }

    private static String stat(String pid) {
        return read(PROC.resolve(pid, "stat"));
    }

    /** {@return the file's content, nothing if the thread has ended} */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return "";
            }
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
