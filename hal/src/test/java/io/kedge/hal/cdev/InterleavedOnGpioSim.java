package io.kedge.hal.cdev;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.Await;
import io.kedge.hal.irq.BatchSink;
import io.kedge.hal.irq.EdgeRing;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.irq.TopHalf;
import io.kedge.hal.irq.V2LineEvent;
import io.kedge.hal.time.SystemHalClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Two lines of one request: the kernel numbers edges per request and per line, and only the line's number tells of loss. */
class InterleavedOnGpioSim {
    private static final int RING = 2048;
    private static final long SEQNO = 16;   // in struct gpio_v2_line_event

    private final Set<String> others = Set.copyOf(GpioSimThreads.pids());
    private GpioSim chip;
    private LineRequest request;
    private IrqThread irq;
    private final List<Integer> requestSeqnos = new CopyOnWriteArrayList<>();   // in the order they were read
    private final TopHalf first = topHalf();
    private final TopHalf second = topHalf();

    @BeforeEach
    void start() throws SystemCallException {
        chip = GpioSim.chip("gpio-sim-pair", 4, "P");
        try (GpioChip device = new GpioChip(Path.of("/dev", chip.chipName()))) {
            long flags = GpioV2.FLAG_INPUT | GpioV2.FLAG_EDGE_RISING | GpioV2.FLAG_EDGE_FALLING;
            request = device.request(new LineSpec(List.of(3, 1), "pair", flags, 1024, 0, 0));
        }
        LinePoller poller = new LinePoller();
        irq = new IrqThread(new Spied(poller));
        irq.start();
        poller.add(new Polled(request, List.of(irq.register(first), irq.register(second)), () -> { }));
    }

    @AfterEach
    void stop() {
        irq.close();
        request.close();
        chip.close();
    }

    @Test
    void edgesReadInAnotherOrderThanTheirRequestsNumbersAreNotLost() throws Exception {
        List<String> threads = GpioSimThreads.pids().stream().filter(pid -> !others.contains(pid)).toList();   // in the order of the lines
        assertEquals(2, threads.size(), threads::toString);
        GpioSimBurst burst = new GpioSimBurst(chip);
        burst.letRun(threads.get(1));
        burst.add(3, true);
        burst.add(1, true);
        burst.awaitThrough(threads.get(1));
        burst.run();
        Await.until(() -> requestSeqnos.size() == 2, () -> "both edges: " + requestSeqnos);
        assertEquals(List.of(2, 1), requestSeqnos, "the kernel queued the second edge first");
        assertEquals(List.of(1L, 0L, 1L, 0L), List.of(first.edges(), first.lost(), second.edges(), second.lost()));
    }

    @Test
    void aThousandInterleavedEdgesAreAllThereAndNoneIsCalledLost() {
        int edges = 500;
        for (int i = 1; i <= edges; i++) {
            chip.pull(3, i % 2 == 1);
            chip.pull(1, i % 2 == 1);
            long each = i;
            Await.until(() -> first.edges() == each && second.edges() == each, () -> each + " edges each: " + first.edges() + ", " + second.edges());
        }
        assertEquals(List.of(0L, 0L), List.of(first.lost(), second.lost()));
        long disorder = 0;
        for (int i = 0; i < requestSeqnos.size(); i++) {
            disorder += requestSeqnos.get(i) == i + 1 ? 0 : 1;
        }
        System.out.println("figure interleaved: " + 2 * edges + " edges of two lines in one request, 0 lost by the lines' numbers; " + disorder
                + " stood elsewhere than the request's number says");
        assertEquals(2L * edges, requestSeqnos.stream().distinct().count(), "each number once");
    }

    private static TopHalf topHalf() {
        return new TopHalf(new EdgeRing(RING), waiting -> { }, new SystemHalClock());
    }

    /** Writes down the request's numbers on their way to the top halves. */
    private final class Spied implements EdgeSource {
        private final EdgeSource source;

        private Spied(EdgeSource source) {
            this.source = source;
        }

        @Override
        public void await(BatchSink sink) {
            source.await((slot, events, from, count) -> {
                for (int i = from; i < from + count; i++) {
                    requestSeqnos.add(seqno(events, i));
                }
                sink.batch(slot, events, from, count);
            });
        }

        private static int seqno(MemorySegment events, int index) {
            return events.get(ValueLayout.JAVA_INT, (long) index * V2LineEvent.BYTES + SEQNO);
        }

        @Override
        public void wake() {
            source.wake();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
