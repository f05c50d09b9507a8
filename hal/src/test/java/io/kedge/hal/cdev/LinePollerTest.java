package io.kedge.hal.cdev;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.management.ThreadMXBean;
import io.kedge.hal.Await;
import io.kedge.hal.irq.BatchSink;
import io.kedge.hal.irq.EdgeRing;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.irq.TopHalf;
import io.kedge.hal.irq.V2LineEvent;
import io.kedge.hal.time.SystemHalClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The poll of gpio-irq, on pipes that speak the kernel's records. */
@Timeout(60)
class LinePollerTest {
    private static final int ROUND = 2_000;

    @TempDir
    private Path folder;
    private final List<String> batches = new CopyOnWriteArrayList<>();
    private final BatchSink sink = (slot, events, from, count) -> {
        StringBuilder seen = new StringBuilder("slot " + slot + ":");
        for (int i = from; i < from + count; i++) {
            seen.append(" line ").append(V2LineEvent.offset(events, i)).append(" #").append(EdgePipe.lineSeqnoOf(events, i));
        }
        batches.add(seen.toString());
    };

    @Test
    void twoLinesOfOneRequestAreToldApart() throws Exception {
        LinePoller poller = new LinePoller();
        try (EdgePipe pipe = new EdgePipe(folder, List.of(4, 9))) {
            poller.add(new Polled(pipe.request(), List.of(70, 71), () -> { }));
            poller.await(sink);   // its own wake-up
            pipe.edge(4, 1, 1);
            pipe.edge(4, 2, 2);
            pipe.edge(9, 1, 1);
            pipe.edge(4, 1, 3);
            poller.await(sink);
        }
        assertEquals(List.of("slot 70: line 4 #1 line 4 #2", "slot 71: line 9 #1", "slot 70: line 4 #3"), batches);
        poller.close();
    }

    @Test
    void aWakeUpThatComesFirstIsNotLost() throws Exception {
        LinePoller poller = new LinePoller();
        poller.wake();
        poller.await(sink);
        poller.close();
        poller.wake();   // nobody is there to hear it
        assertEquals(List.of(), batches);
    }

    @Test
    void aRequestThatIsRemovedMayBeClosedAndOthersGoOn() throws Exception {
        LinePoller poller = new LinePoller();
        try (IrqRun run = new IrqRun(poller); EdgePipe leaving = new EdgePipe(folder, List.of(1)); EdgePipe staying = new EdgePipe(folder, List.of(2))) {
            Line first = run.line();
            Line second = run.line();
            Polled polled = new Polled(leaving.request(), List.of(first.slot()), () -> { });
            poller.add(polled);
            poller.add(new Polled(staying.request(), List.of(second.slot()), () -> { }));
            leaving.edge(1, 1, 1);
            Await.until(() -> first.topHalf().edges() == 1, () -> "the first line's edge");
            poller.remove(polled);
            leaving.edge(1, 2, 2);
            leaving.request().close();
            staying.edge(2, 1, 1);
            Await.until(() -> second.topHalf().edges() == 1, () -> "the other line's edge");
            assertEquals(1, first.topHalf().edges(), "nobody reads a request that was removed");
        }
    }

    @Test
    void aChipThatIsTakenAwayLeavesTheOthersAndCausesNoWakeUps() throws Exception {
        LinePoller poller = new LinePoller();
        try (IrqRun run = new IrqRun(poller); EdgePipe lost = new EdgePipe(folder, List.of(1)); EdgePipe staying = new EdgePipe(folder, List.of(2))) {
            Line first = run.line();
            Line second = run.line();
            AtomicInteger told = new AtomicInteger();
            Polled polled = new Polled(lost.request(), List.of(first.slot()), told::incrementAndGet);
            poller.add(polled);
            poller.add(new Polled(staying.request(), List.of(second.slot()), () -> { }));
            lost.edge(1, 1, 1);
            lost.remove();
            Await.until(() -> first.topHalf().edges() == 1, () -> "the edge before the removal");
            long cpu = run.cpuNanos();
            for (int seqno = 1; seqno <= 50; seqno++) {
                int driven = seqno;
                staying.edge(2, 1 + seqno % 2, seqno);
                Await.until(() -> second.topHalf().edges() == driven, () -> driven + " edges of the other line");
            }
            assertEquals(1, told.get());
            assertTrue(run.cpuNanos() - cpu < 5_000_000_000L, "it does not spin on the descriptor of the chip that is gone");
            poller.remove(polled);
        }
    }

    @Test
    void gpioIrqAllocatesNothingPerEdge() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        LinePoller poller = new LinePoller();
        try (IrqRun run = new IrqRun(poller); EdgePipe pipe = new EdgePipe(folder, List.of(3))) {
            Line line = run.line();
            poller.add(new Polled(pipe.request(), List.of(line.slot()), () -> { }));
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 8; round++) {   // the first ones let the JVM do what it does once
                long before = threads.getThreadAllocatedBytes(run.threadId());
                edges(pipe, line.topHalf());
                least = Math.min(least, threads.getThreadAllocatedBytes(run.threadId()) - before);
            }
            assertTrue(threads.getThreadAllocatedBytes(run.threadId()) > 0, "the counter counts this thread");
            assertEquals(0, least, "bytes for " + ROUND + " edges");
            assertEquals(0, line.topHalf().lost());
        }
    }

    private static void edges(EdgePipe pipe, TopHalf topHalf) throws IOException {
        long start = topHalf.edges();
        for (int i = 1; i <= ROUND; i++) {
            pipe.edge(3, 1 + i % 2, (int) start + i);
            long driven = start + i;
            Await.until(() -> topHalf.edges() == driven, () -> driven + " edges, got " + topHalf.edges());
        }
    }

    private record Line(TopHalf topHalf, int slot) { }

    /** gpio-irq over the poller, with top halves that nobody drains. */
    private record IrqRun(IrqThread irq) implements AutoCloseable {
        IrqRun(LinePoller poller) {
            this(new IrqThread(poller));
            irq.start();
        }

        Line line() {
            TopHalf topHalf = new TopHalf(new EdgeRing(64), waiting -> { }, new SystemHalClock());
            return new Line(topHalf, irq.register(topHalf));
        }

        long threadId() {
            return irq.threadId();
        }

        long cpuNanos() {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(irq.threadId());
        }

        @Override
        public void close() {
            irq.close();
        }
    }
}
