package io.kedge.app.cli;

import java.util.List;
import java.util.Locale;

import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.WorkqueueStats;

/**
 * The workqueues as a table of 80 columns, with the columns of the kernel's wq_monitor and one of ours: {@code delay_us},
 * the mean time from queueing to start. A dash stands where the kernel has one.
 */
public final class WorkqueueTable {
    private static final int NAME_WIDTH = 15;
    private static final String ROW = "%" + NAME_WIDTH + "s %8s %5s %8s %7s %7s %7s %7s %8s";
    private static final String NONE = "-";

    private WorkqueueTable() { }

    /** {@return the table, its lines ended by a newline; workqueues that never ran anything are only counted} */
    public static String render(EngineSnapshot snapshot, Style style) {
        var text = new StringBuilder();
        text.append(style.strong(row("", "total", "infl", "CPUtime", "CPUitsv", "CMW/RPR", "mayday", "rescued", "delay_us")));
        text.append('\n');
        List<WorkqueueStats> used = snapshot.workqueues().stream().filter(queue -> queue.queued() > 0).toList();
        used.forEach(queue -> text.append(row(queue)).append('\n'));
        int idle = snapshot.workqueues().size() - used.size();
        if (idle > 0) {
            text.append(String.format(Locale.ROOT, "%" + NAME_WIDTH + "s\n", "(" + idle + " unused)"));
        }
        return text.toString();
    }

    private static String row(WorkqueueStats queue) {
        boolean unbound = queue.unbound();
        long delayMicros = queue.started() == 0 ? 0 : queue.delayQueueNanos() / queue.started() / 1_000;
        return row(
                lastOf(queue.name()),
                queue.started(),
                queue.inFlight(),
                String.format(Locale.ROOT, "%.1f", queue.times().cpuNanos() / 1e9),
                unbound ? NONE : queue.cpuIntensive(),
                unbound ? queue.repatriated() : queue.cmWakeup(),
                queue.memReclaim() ? queue.mayday() : NONE,
                queue.memReclaim() ? queue.rescued() : NONE,
                delayMicros);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }

    /** As wq_monitor does: of a long name, the end. */
    private static String lastOf(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(name.length() - NAME_WIDTH);
    }
}
