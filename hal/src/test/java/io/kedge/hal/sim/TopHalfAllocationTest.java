package io.kedge.hal.sim;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.ThreadMXBean;
import io.kedge.hal.Await;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** gpio-irq from the wait to the wake-up of the bottom half, on the real engine. */
class TopHalfAllocationTest {
    private static final int EDGES = 5_000;
    private static final int ROUNDS = 3;   // what each edge costs is there in every round
    private static final LineAddress LINE = LineAddress.at(SimulatedBoard.DEFAULT_CHIP, 0);

    @ParameterizedTest
    @EnumSource(value = Debounce.Policy.class, mode = EnumSource.Mode.EXCLUDE, names = "KERNEL")   // it is not done here
    void gpioIrqAllocatesNothingPerEdge(Debounce.Policy policy) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Duration period = policy == Debounce.Policy.NONE ? Duration.ZERO : Duration.ofMillis(5);
        Debounce debounce = new Debounce(policy, period, policy == Debounce.Policy.COUNT ? 3 : 1);
        try (Cmwq engine = Cmwq.start()) {
            Workqueue gpio = engine.workqueue("gpio").percpu().create();
            try (SimulatedBoard board = SimulatedBoard.start(name -> gpio)) {
                InputLine line = board.openInput(LineConfig.input("meter", LINE).debounce(debounce).build());
                for (int warmUp = 0; warmUp < 4; warmUp++) {
                    edges(board, line);
                }
                assertTrue(threads.getThreadAllocatedBytes(board.irqThreadId()) > 0, "the counter counts this thread");
                long least = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    long before = threads.getThreadAllocatedBytes(board.irqThreadId());
                    edges(board, line);
                    least = Math.min(least, threads.getThreadAllocatedBytes(board.irqThreadId()) - before);
                }
                assertEquals(0, least, "bytes for " + EDGES + " edges, once the JVM has done what it does once");
            }
        }
    }

    private static void edges(SimulatedBoard board, InputLine line) {
        long start = line.counters().edges();
        for (int i = 1; i <= EDGES; i++) {
            board.drive(LINE, !board.high(LINE));
            if (i % 8 == 0 || i == EDGES) {
                long driven = start + i;
                Await.until(() -> line.counters().edges() == driven, () -> driven + " edges: " + line.counters());
            }
        }
    }
}
