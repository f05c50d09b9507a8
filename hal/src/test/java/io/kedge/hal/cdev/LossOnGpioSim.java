package io.kedge.hal.cdev;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.kedge.hal.Await;
import io.kedge.hal.api.Edge;
import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.board.OpenBoard;
import io.kedge.hal.irq.EdgeRing;
import io.kedge.hal.irq.TopHalf;
import io.kedge.hal.time.SystemHalClock;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Edges that the kernel drops or merges: counted exactly where it can be told, suspected where it cannot. */
class LossOnGpioSim {
    private static final String CHIP = "gpio-sim-loss";
    private static final int STALL_LINE = 7;

    private Cmwq engine;
    private Workqueue gpio;
    private GpioSim chip;

    @BeforeEach
    void start() {
        engine = Cmwq.start();
        gpio = engine.workqueue("gpio").percpu().create();
        chip = GpioSim.chip(CHIP, 8, "L");
    }

    @AfterEach
    void stop() {
        chip.close();
        engine.close();
    }

    @Test
    void whatTheKernelDropsIsCountedExactlyAndTheLevelIsReadAgain() throws Exception {
        int buffer = 16;
        int driven = 41;
        try (Stallable board = new Stallable(buffer)) {
            InputLine line = board.openInput("flood");
            List<EdgeEvent> edges = new CopyOnWriteArrayList<>();
            List<LineEvent> events = new CopyOnWriteArrayList<>();
            line.onEdge(edges::add);
            line.onEvent(events::add);
            board.stall();
            for (int i = 1; i <= driven; i++) {
                chip.drive(0, i % 2 == 1);
            }
            board.goOn();
            Await.until(() -> edges.size() == buffer + 1, () -> buffer + " edges and one resync: " + edges);
            assertTrue(edges.getLast().resync());
            assertEquals(Edge.RISING, edges.getLast().edge(), "it is high now");
            assertEquals(driven - buffer, edges.getFirst().lostBefore());
            assertEquals(driven - buffer + 1, edges.getFirst().lineSeqno(), "the oldest go, the newest stay");
            assertEquals(driven - buffer, events.getFirst().lost());
            assertEquals(0, events.stream().skip(1).mapToLong(LineEvent::lost).sum(), "told once");
            chip.drive(0, false);
            Await.until(() -> edges.size() == buffer + 2, () -> "one more edge: " + edges);
            LineCounters all = line.counters();
            assertEquals(List.of(buffer + 1L, (long) driven - buffer, 1L, 0L, 0L),
                    List.of(all.edges(), all.lost(), all.resyncs(), all.merged(), all.overflows()), all::toString);
            say("overflow: " + driven + " edges into a buffer of " + buffer + ": " + buffer + " came, " + all.lost() + " counted as lost, "
                    + all.resyncs() + " resync");
        }
    }

    @Test
    void lossOfOneLineIsNotLossOfAnother() throws Exception {
        try (Stallable board = new Stallable(16)) {
            InputLine flooded = board.openInput("flooded");
            InputLine calm = board.openInput("calm", 1);
            board.stall();
            for (int i = 1; i <= 60; i++) {
                chip.drive(0, i % 2 == 1);
            }
            for (int i = 1; i <= 16; i++) {
                chip.drive(1, i % 2 == 1);
            }
            board.goOn();
            Await.until(() -> flooded.counters().edges() == 16 && calm.counters().edges() == 16, () -> flooded.counters() + " " + calm.counters());
            assertEquals(44, flooded.counters().lost());
            assertEquals(0, calm.counters().lost());
        }
    }

    @Test
    void mergedEdgesAreSuspectedAndNeverCountedAsLost() throws Exception {
        try (Stallable board = new Stallable(64)) {
            InputLine line = board.openInput("fast");
            List<EdgeEvent> edges = new CopyOnWriteArrayList<>();
            line.onEdge(edges::add);
            chip.drive(0, true);
            GpioSimBurst burst = new GpioSimBurst(chip);
            burst.add(0, false);   // these two and the next are one interrupt to the kernel, which finds the line high
            burst.add(0, true);
            burst.run();
            Await.until(() -> edges.size() == 2, () -> "the first edge and what is left of the burst: " + edges);
            assertEquals(List.of(Edge.RISING, Edge.RISING), edges.stream().map(EdgeEvent::edge).toList());
            assertEquals(List.of(false, true), edges.stream().map(EdgeEvent::mergedSuspect).toList());
            assertEquals(List.of(1, 2), edges.stream().map(EdgeEvent::lineSeqno).toList(), "the kernel leaves no gap");
            chip.drive(0, false);
            Await.until(() -> edges.size() == 3, () -> "one more: " + edges);
            assertFalse(edges.getLast().mergedSuspect());
            LineCounters all = line.counters();
            assertEquals(List.of(3L, 0L, 1L, 0L), List.of(all.edges(), all.lost(), all.merged(), all.resyncs()), all::toString);
        }
    }

    @Test
    void whateverAStormOfTogglesComesToNothingIsCalledLost() throws Exception {
        int toggles = 500;
        try (Stallable board = new Stallable(1024)) {
            InputLine line = board.openInput("storm");
            List<EdgeEvent> edges = new CopyOnWriteArrayList<>();
            line.onEdge(edges::add);
            for (int i = 1; i <= toggles; i++) {
                chip.pull(0, i % 2 == 1);
            }
            Await.until(
                    () -> !edges.isEmpty() && edges.getLast().edge() == Edge.FALLING && edges.size() == line.counters().edges(),
                    () -> "whatever was merged, the last level is told: " + line.counters());
            long repeated = IntStream.range(1, edges.size()).filter(i -> edges.get(i).edge() == edges.get(i - 1).edge()).count();
            LineCounters all = line.counters();
            assertEquals(List.of(0L, repeated, (long) edges.getLast().lineSeqno()), List.of(all.lost(), all.merged(), all.edges()), all::toString);
            say("merged: " + toggles + " back-to-back toggles came as " + all.edges() + " events, " + all.merged() + " of them suspected, 0 called lost");
        }
    }

    private static void say(String figure) {
        System.out.println("figure " + figure);
    }

    /** A board of the real parts, and a line whose top half holds gpio-irq for as long as the test likes. */
    private final class Stallable implements AutoCloseable {
        private final LinePoller poller = new LinePoller();
        private final OpenBoard board;
        private final LineRequest request;
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        Stallable(int eventBuffer) throws SystemCallException {
            ChipFinder finder = new ChipFinder(Path.of("/dev"));
            board = OpenBoard.start(new CdevDriver("stallable", finder, eventBuffer, poller), name -> gpio, new SystemHalClock());
            try (GpioChip device = new GpioChip(Path.of("/dev", chip.chipName()))) {
                request = device.request(new LineSpec(List.of(STALL_LINE), "stall", GpioV2.FLAG_INPUT | GpioV2.FLAG_EDGE_RISING, 0, 0, 0));
            }
            int slot = board.irq().register(new TopHalf(new EdgeRing(16), waiting -> hold(), new SystemHalClock()));
            poller.add(new Polled(request, List.of(slot), () -> { }));
        }

        private void hold() {
            held.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        InputLine openInput(String id) {
            return openInput(id, 0);
        }

        InputLine openInput(String id, int offset) {
            return board.openInput(LineConfig.input(id, LineAddress.at(CHIP, offset)).build());
        }

        /** Returns when gpio-irq stands still. */
        void stall() throws InterruptedException {
            chip.drive(STALL_LINE, true);
            held.await();
        }

        void goOn() {
            free.countDown();
        }

        @Override
        public void close() {
            goOn();
            board.close();
            request.close();
        }
    }
}
