package io.kedge.hal.cdev;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.kedge.hal.Await;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.board.OpenBoard;
import io.kedge.hal.irq.IrqThread;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What gpio-irq costs on a real kernel: nothing while no edge comes, and no memory when many come. */
class FlatOnGpioSim {
    private static final String CHIP = "gpio-sim-flat";
    private static final int EDGES = 100_000;
    private static final int ROUNDS = 20;
    private static final int AHEAD = 128;   // less than the kernel's buffer
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private Cmwq engine;
    private GpioSim chip;
    private OpenBoard board;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        chip = GpioSim.chip(CHIP, 4, "F");
        board = (OpenBoard) CdevBoard.builder().start(name -> gpio);
    }

    @AfterEach
    void stop() {
        board.close();
        chip.close();
        engine.close();
    }

    @Test
    void gpioIrqSleepsForThreeSecondsWhenNoEdgeComes() throws IOException {
        List<InputLine> lines = Stream.of(0, 1, 2).map(offset -> open("idle" + offset, offset)).toList();
        Path status = gpioIrqStatus();
        long before = voluntarySwitches(status);
        long start = System.nanoTime();
        while (System.nanoTime() - start < IDLE_NANOS) {
            LockSupport.parkNanos(IDLE_NANOS);
        }
        long idle = voluntarySwitches(status) - before;
        assertEquals(0, idle, "wake-ups in 3 s");
        chip.drive(0, true);
        Await.until(() -> lines.getFirst().counters().edges() == 1, () -> "one edge: " + lines.getFirst().counters());
        Await.until(() -> voluntarySwitches(status) == before + 1, () -> "one edge, one wake-up: " + (voluntarySwitches(status) - before));
        say("idle: gpio-irq made " + idle + " voluntary switches in 3 s with 3 lines open, 1 for one edge");
    }

    @Test
    void aHundredThousandEdgesCostGpioIrqNoMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        InputLine meter = open("meter", 0);
        long irq = board.irq().threadId();
        long least = Long.MAX_VALUE;
        long first = threads.getThreadAllocatedBytes(irq);
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {   // the first ones let the JVM do what it does once
            long before = threads.getThreadAllocatedBytes(irq);
            drive(meter, EDGES / ROUNDS);
            least = Math.min(least, threads.getThreadAllocatedBytes(irq) - before);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long all = threads.getThreadAllocatedBytes(irq) - first;
        assertTrue(threads.getThreadAllocatedBytes(irq) > 0, "the counter counts this thread");
        assertEquals(0, least, "bytes for " + EDGES / ROUNDS + " edges");
        LineCounters counters = meter.counters();
        assertEquals(List.of((long) EDGES, 0L, 0L, 0L), List.of(counters.edges(), counters.lost(), counters.merged(), counters.overflows()));
        say("flat: " + EDGES + " edges in " + millis + " ms, each waited for; gpio-irq allocated " + least + " bytes in the best of " + ROUNDS
                + " rounds, " + all + " bytes in all of them, warm-up included; top halves took " + counters.topHalfNanos() / EDGES + " ns each, "
                + counters.topHalfMaxNanos() / 1000 + " us at worst");
    }

    private InputLine open(String id, int offset) {
        return board.openInput(LineConfig.input(id, LineAddress.at(CHIP, offset)).build());
    }

    private void drive(InputLine line, int edges) {
        long before = line.counters().edges();
        for (int driven = 0; driven < edges; driven += AHEAD) {
            int more = Math.min(AHEAD, edges - driven);
            long upTo = before + driven + more;
            chip.toggle(0, more);
            Await.until(() -> line.counters().edges() == upTo, () -> upTo + " edges: " + line.counters());
        }
    }

    /** Of this board's thread: the only one of its name in this process. */
    private static Path gpioIrqStatus() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            List<Path> found = tasks.filter(task -> lines(task.resolve("comm")).equals(List.of(IrqThread.NAME))).toList();
            assertEquals(1, found.size(), found::toString);
            return found.getFirst().resolve("status");
        }
    }

    private static long voluntarySwitches(Path status) {
        return lines(status).stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static void say(String figure) {
        System.out.println("figure " + figure);
    }
}
