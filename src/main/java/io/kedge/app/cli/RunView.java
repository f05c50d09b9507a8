package io.kedge.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Supplier;

import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.EngineSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Shows the run on a terminal. Those who report only leave a text; printing is the item of an ordered workqueue, so that a
 * terminal that stands still (Ctrl-S, a slow serial line) holds nobody back. What does not fit is counted and told.
 */
public final class RunView {
    /** How often the workqueues are shown. */
    public static final Duration TABLE_INTERVAL = Duration.ofSeconds(10);

    private static final int NOTE_INDENT = 31;
    private static final int SENTENCE_INDENT = 2;
    private static final int CAPACITY = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final PrintStream out;
    private final Style style;
    private final ZoneId zone;
    private final InstantSource clock;
    private final ArrayDeque<String> texts = new ArrayDeque<>();  // under texts
    private int dropped;                                           // under texts
    private volatile @Nullable Printer printer;

    /** What prints while the engine runs. */
    private record Printer(Workqueue workqueue, Work print, DelayedWork table) { }

    /** Prints to this stream, times in this zone. */
    public RunView(PrintStream out, Style style, ZoneId zone, InstantSource clock) {
        this.out = out;
        this.style = style;
        this.zone = zone;
        this.clock = clock;
    }

    /** Prints from now on by this workqueue, and the table every ten seconds if somebody may look on. */
    public void start(Workqueue workqueue, Supplier<EngineSnapshot> snapshots) {
        Work print = Cmwq.work(this::printAll);
        DelayedWork table = Cmwq.delayedWork(work -> {
            show("\n" + WorkqueueTable.render(snapshots.get(), style));
            workqueue.queueDelayed((DelayedWork) work, TABLE_INTERVAL);
        });
        printer = new Printer(workqueue, print, table);
        if (style.watched()) {
            workqueue.queueDelayed(table, TABLE_INTERVAL);
        }
        workqueue.queue(print);
    }

    /** Ends the tables; from now on the caller prints. Does not wait. */
    public void stop() {
        Printer before = printer;
        printer = null;
        if (before != null) {
            before.table().disable();
            before.print().disable();
        }
    }

    /** Shows the banner. */
    public void banner(Banner.Facts facts) {
        show(Banner.render(facts, style));
    }

    /** Shows a debounced event. */
    public void event(LineEvent event, String what) {
        show(style.event(EventView.render(event, what, zone, style)) + "\n");
    }

    /** Shows something of which there is no more to say than a word: an output that was written, the link. */
    public void note(String subject, String what) {
        String line = TIME.format(clock.instant().atZone(zone)) + "  " + EventView.padded(EventView.cut(subject, 16), 16) + " " + what;
        show(Wrap.at80(line, NOTE_INDENT) + "\n");
    }

    /** Shows a sentence. */
    public void say(String sentence) {
        show(Wrap.at80(sentence, SENTENCE_INDENT) + "\n");
    }

    private void show(String text) {
        synchronized (texts) {
            if (texts.size() == CAPACITY) {
                texts.removeFirst();
                dropped++;
            }
            texts.addLast(text);
        }
        Printer running = printer;
        if (running != null) {
            running.workqueue().queue(running.print());
        } else {
            printAll();
        }
    }

    private void printAll() {
        for (String text = next(); text != null; text = next()) {
            out.print(text);
        }
        out.flush();
    }

    private @Nullable String next() {
        synchronized (texts) {
            if (dropped > 0) {
                String lost = "(" + dropped + " lines not shown: the terminal was too slow)\n";
                dropped = 0;
                return lost;
            }
            return texts.pollFirst();
        }
    }
}
