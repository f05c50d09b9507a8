package io.kedge.runtime.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Snapshots as text: the columns of the kernel's wq_monitor, the same as JSON, and a table of limits and workers. A dash stands
 * where the kernel has one.
 */
public final class WorkqueueTables {
    private static final int NAME_WIDTH = 24;
    private static final String NONE = "-";
    private static final String MONITOR = "%-24s %8s %5s %8s %7s %7s %7s %7s\n";
    private static final String GROUPS = "%-24s %10s %8s %8s %5s %8s %9s %11s\n";
    private static final String OVERVIEW = "%-24s %10s %11s %10s %7s %7s\n";

    private WorkqueueTables() { }

    /**
     * {@return the table of wq_monitor: the last 24 characters of the name, items started, items in flight, CPU time in
     * seconds, items taken for CPU intensive, concurrency wake-ups or (unbound) repatriations, calls for the rescuer and
     * items it ran}
     */
    public static String monitor(List<WorkqueueStats> workqueues) {
        String header = row(MONITOR, "", "total", "infl", "CPUtime", "CPUitsv", "CMW/RPR", "mayday", "rescued");
        return header + workqueues.stream().map(WorkqueueTables::monitored).collect(Collectors.joining());
    }

    private static String monitored(WorkqueueStats queue) {
        boolean unbound = queue.unbound();
        return row(MONITOR,
                lastOf(queue.name()),
                queue.started(),
                queue.inFlight(),
                String.format(Locale.ROOT, "%.1f", queue.times().cpuNanos() / 1e9),
                unbound ? NONE : queue.cpuIntensive(),
                unbound ? queue.repatriated() : queue.cmWakeup(),
                queue.memReclaim() ? queue.mayday() : NONE,
                queue.memReclaim() ? queue.rescued() : NONE);
    }

    /**
     * {@return the figures of {@link #monitor} as lines of JSON, one object for each workqueue, with wq_monitor's keys}
     *
     * @param timestampSeconds wall-clock time, seconds since 1970
     */
    public static String monitorJson(List<WorkqueueStats> workqueues, long timestampSeconds) {
        return workqueues.stream().map(queue -> json(queue, timestampSeconds)).collect(Collectors.joining());
    }

    private static String json(WorkqueueStats queue, long timestampSeconds) {
        return String.format(Locale.ROOT,
                "{\"timestamp\":%d,\"name\":\"%s\",\"unbound\":%b,\"mem_reclaim\":%b,\"started\":%d,\"completed\":%d,\"cpu_time\":%d,"
                        + "\"cpu_intensive\":%d,\"cm_wakeup\":%d,\"repatriated\":%d,\"mayday\":%d,\"rescued\":%d}\n",
                timestampSeconds,
                escaped(queue.name()),
                queue.unbound(),
                queue.memReclaim(),
                queue.started(),
                queue.completed(),
                TimeUnit.NANOSECONDS.toMicros(queue.times().cpuNanos()),
                queue.cpuIntensive(),
                queue.cmWakeup(),
                queue.repatriated(),
                queue.mayday(),
                queue.rescued());
    }

    private static String escaped(String name) {
        var text = new StringBuilder();
        name.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
            } else if (character < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                text.append((char) character);
            }
        });
        return text.toString();
    }

    /**
     * {@return a table of the last 24 characters of the name, max_active, idle and busy workers of the pools that the workqueue
     * uses (others may use them too), items started, calls for the rescuer, and whether there is one}
     */
    public static String overview(EngineSnapshot snapshot) {
        String header = row(OVERVIEW, "name", "max_active", "idle/busy", "total", "mayday", "rescuer");
        return header + snapshot.workqueues().stream().map(queue -> overviewed(queue, snapshot.pools())).collect(Collectors.joining());
    }

    private static String overviewed(WorkqueueStats queue, List<PoolStats> pools) {
        Set<Integer> used = Set.copyOf(queue.pools());
        List<PoolStats> its = pools.stream().filter(pool -> used.contains(pool.id())).toList();
        int idle = its.stream().mapToInt(PoolStats::idle).sum();
        int workers = its.stream().mapToInt(PoolStats::workers).sum();
        return row(OVERVIEW,
                lastOf(queue.name()),
                queue.maxActive(),
                idle + "/" + (workers - idle),
                queue.started(),
                queue.memReclaim() ? queue.mayday() : NONE,
                queue.memReclaim() ? "yes" : NONE);
    }

    /**
     * {@return a table of the last 24 characters of the name, max_active, items active and waiting, CPU share in percent, CPU time in
     * seconds, how often the group was throttled, and for how many seconds; empty if there is no group}
     */
    public static String groups(List<GroupStats> groups) {
        String header = row(GROUPS, "group", "max_active", "active", "waiting", "cpu%", "CPUtime", "throttled", "throttled_s");
        return groups.isEmpty() ? "" : header + groups.stream().map(WorkqueueTables::grouped).collect(Collectors.joining());
    }

    private static String grouped(GroupStats group) {
        return row(GROUPS,
                lastOf(group.name()),
                group.limitText(),
                group.active(),
                group.waiting(),
                group.cpuShare(),
                String.format(Locale.ROOT, "%.1f", group.cpuNanos() / 1e9),
                group.throttled(),
                String.format(Locale.ROOT, "%.1f", group.throttledNanos() / 1e9));
    }

    @SuppressWarnings("AnnotateFormatMethod")   // its annotation is not on the class path of the engine, which has none
    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }

    private static String lastOf(String name) {
        return name.length() <= NAME_WIDTH ? name : name.substring(name.length() - NAME_WIDTH);
    }
}
