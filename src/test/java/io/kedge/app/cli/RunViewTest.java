package io.kedge.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunViewTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:20:30.456Z"));

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private static RunView on(OutputStream out) {
        return on(out, Style.PLAIN);
    }

    private static RunView on(OutputStream out, Style style) {
        return new RunView(new PrintStream(out, true, StandardCharsets.UTF_8), style, ZoneOffset.UTC, CLOCK);
    }

    @Test
    void withoutAnEngineTheCallerPrints() {
        RunView view = on(shown);
        view.note("led", "on");
        assertEquals("10:20:30.456  led              on\n", shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void withAnEngineItsWorkqueuePrintsInOrder() throws InterruptedException {
        RunView view = on(shown);
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue terminal = cmwq.workqueue("terminal").ordered().create();
            view.start(terminal, cmwq::snapshot);
            for (int line = 0; line < 100; line++) {
                view.say("line " + line);
            }
            terminal.flush();
            view.stop();
        }
        assertEquals(100, shown.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals("line 99", shown.toString(StandardCharsets.UTF_8).lines().toList().getLast());
    }

    @Test
    void theJournalGetsEventsAsDebugAndNoTables() throws InterruptedException {
        RunView view = on(shown, Style.JOURNAL);
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue terminal = cmwq.workqueue("terminal").ordered().create();
            view.start(terminal, cmwq::snapshot);
            view.event(ViewsTest.event("button", true, 4, 2, 38_400), "pressed");
            view.note("mqtt", "connected");
            terminal.flush();
            assertEquals(0, cmwq.snapshot().delayedItems(), "no table is waited for");
            view.stop();
        }
        List<String> lines = shown.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.getFirst().startsWith("<7>") && lines.getFirst().contains("pressed"), lines::toString);
        assertTrue(lines.getLast().startsWith("10:20:30.456  mqtt"), lines::toString);
    }

    @Test
    void aTerminalThatStandsStillHoldsNobodyBackAndWhatIsLostIsTold() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        RunView view = on(new OutputStream() {
            @Override
            public void write(int one) {
                shown.write(one);
                stuck.countDown();
                awaitQuietly(goOn);
            }
        });
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue terminal = cmwq.workqueue("terminal").ordered().create();
            view.start(terminal, cmwq::snapshot);
            view.say("first");
            assertTrue(stuck.await(10, TimeUnit.SECONDS), "the terminal was written to");
            for (int line = 0; line < 600; line++) {
                view.say("line " + line);
            }
            goOn.countDown();
            terminal.flush();
            view.stop();
        }
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("(100 lines not shown: the terminal was too slow)"), text);
        assertTrue(text.contains("line 599"), text);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
