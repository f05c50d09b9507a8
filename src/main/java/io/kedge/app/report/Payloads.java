package io.kedge.app.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.Latencies;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.inspect.WorkqueueTimes;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** The bodies of payloads, made from what the engine and the lines say. Pure. Names become snake_case on the wire. */
final class Payloads {
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Payloads() { }

    /**
     * When an edge came.
     *
     * @param monoNs CLOCK_MONOTONIC, nanoseconds: orders edges of one boot
     * @param utc    the same as wall-clock time, with the offset that held then
     * @param clock  whether the wall clock was synchronised then
     */
    record Edge(long monoNs, String utc, String clock) {
        static Edge of(long monotonicNanos, Instant time, boolean synced) {
            return new Edge(monotonicNanos, RFC_3339.format(time), synced ? "synced" : "unsynced");
        }
    }

    /**
     * The body of {@code event/<line>}.
     *
     * @param what         what it means: pressed, released, opened, ...
     * @param value        the line's new logical level
     * @param edge         the first edge
     * @param bounces      further edges of the same movement, or of the same window of counted edges
     * @param lost         edges dropped since the event before
     * @param merged       edges since the event before whose polarity repeats
     * @param resync       whether the level was read again after a loss
     * @param queueDelayUs from when the bottom half was due until it ran, microseconds
     */
    record Event(
            String what, boolean value, Edge edge, int bounces, long lost, long merged, boolean resync,
            long queueDelayUs) {

        static Event of(LineEvent event, String what) {
            return new Event(what, event.active(), Edge.of(event.monotonicNanos(), event.time(), event.clockSynced()),
                    event.bounces(), event.lost(), event.merged(), event.resync(),
                    NANOSECONDS.toMicros(event.queueDelayNanos()));
        }
    }

    /**
     * The body of {@code value/<line>}.
     *
     * @param value the logical level
     * @param edge  when it came
     */
    record Value(boolean value, Edge edge) {
        static Value of(LineEvent event) {
            return new Value(event.active(), Edge.of(event.monotonicNanos(), event.time(), event.clockSynced()));
        }
    }

    /**
     * The body of {@code stats/workqueues}. Counters since start.
     *
     * @param intervalS  seconds between two of these
     * @param workqueues in order of creation
     */
    record Workqueues(long intervalS, List<Workqueue> workqueues) {

        /** {@return the workqueues now; percentiles are of what came since the snapshot before} */
        static Workqueues of(EngineSnapshot snapshot, EngineSnapshot before, Duration interval) {
            Map<String, WorkqueueTimes> then = new HashMap<>();
            before.workqueues().forEach(queue -> then.put(queue.name(), queue.times()));
            return new Workqueues(interval.toSeconds(), snapshot.workqueues().stream()
                    .map(queue -> Workqueue.of(queue, then.getOrDefault(queue.name(), WorkqueueTimes.NONE))).toList());
        }
    }

    /**
     * One workqueue: wq_monitor's columns (name, total, infl, cpu_time, cpu_intensive, cm_wakeup, repatriated, mayday, rescued;
     * unbound and mem_reclaim as in its JSON) and ours.
     *
     * @param group        name of the group that it is in, empty if in none
     * @param total        items started
     * @param infl         started and not ended
     * @param waiting      queued, neither started nor cancelled
     * @param delayQueueNs time from queueing to start, summed over started items
     * @param cpuTime      microseconds on a CPU
     * @param moved        waiting items moved to a pod with idle slots
     * @param missed       items that ended after their deadlines
     * @param worstLateNs  by how much the latest of these was late
     * @param lent         pending items that were lent a higher class by who flushed them
     * @param limitedNs    waited for max_active, summed over the items that did
     * @param asleepNs     parked or in native code while an item was running
     * @param delayP50Ns   half of the items of the interval waited for less, from queueing to start; 0: there was none
     * @param delayP99Ns   all but one in a hundred did
     * @param runP50Ns     half of the items of the interval ran for less
     * @param runP99Ns     all but one in a hundred did
     */
    record Workqueue(
            String name,
            boolean unbound,
            boolean memReclaim,
            List<String> flags,
            int maxActive,
            String group,
            long total,
            long infl,
            long cpuIntensive,
            long cmWakeup,
            long queued,
            long waiting,
            long completed,
            long failed,
            long cancelled,
            long delayQueueNs,
            long cpuTime,
            long repatriated,
            long mayday,
            long rescued,
            long moved,
            long missed,
            long worstLateNs,
            long lent,
            long limitedNs,
            long asleepNs,
            long delayP50Ns,
            long delayP99Ns,
            long runP50Ns,
            long runP99Ns) {
        private static final long LONGEST_NANOS = 1L << 36;   // what is longer is not told apart

        static Workqueue of(WorkqueueStats stats, WorkqueueTimes before) {
            WorkqueueTimes times = stats.times();
            Latencies queueing = times.queueing().since(before.queueing());
            Latencies running = times.running().since(before.running());
            return new Workqueue(stats.name(), stats.unbound(), stats.memReclaim(),
                    stats.flags().stream().sorted().toList(), stats.maxActive(), stats.group(), stats.started(), stats.inFlight(),
                    stats.cpuIntensive(), stats.cmWakeup(), stats.queued(), stats.waiting(), stats.completed(),
                    stats.failed(), stats.cancelled(), stats.delayQueueNanos(), NANOSECONDS.toMicros(times.cpuNanos()),
                    stats.repatriated(), stats.mayday(), stats.rescued(), stats.moved(), stats.missed(),
                    stats.worstLateNanos(), stats.lent(), times.limitedNanos(), times.asleepNanos(),
                    percentile(queueing, 0.5), percentile(queueing, 0.99), percentile(running, 0.5), percentile(running, 0.99));
        }

        private static long percentile(Latencies latencies, double share) {
            return Math.min(latencies.percentileNanos(share), LONGEST_NANOS);
        }
    }

    /**
     * The body of {@code stats/pools}.
     *
     * @param intervalS    seconds between two of these
     * @param delayedItems entries in the timer's heap
     * @param pools        in order of their ids
     */
    record Pools(long intervalS, int delayedItems, List<PoolStats> pools) {
        static Pools of(EngineSnapshot snapshot, Duration interval) {
            return new Pools(interval.toSeconds(), snapshot.delayedItems(), List.copyOf(snapshot.pools()));
        }
    }

    /**
     * The body of {@code stats/lines}. Counters since the line was opened.
     *
     * @param intervalS seconds between two of these
     * @param lines     the open inputs, in the profile's order
     */
    record Lines(long intervalS, List<Line> lines) {
        static Lines of(List<LineCounters> counters, Duration interval) {
            return new Lines(interval.toSeconds(), counters.stream().map(Line::of).toList());
        }
    }

    /**
     * One input.
     *
     * @param edges         that came from the kernel
     * @param events        after the debounce
     * @param bounces       edges swallowed by the debounce
     * @param lost          edges the kernel dropped
     * @param merged        edges whose polarity repeats
     * @param overflows     edges dropped because the line's ring was full
     * @param resyncs       times the level was read again after a loss
     * @param slowTopHalves top halves beyond their time
     */
    record Line(
            String line,
            long edges,
            long events,
            long bounces,
            long lost,
            long merged,
            long overflows,
            long resyncs,
            long slowTopHalves,
            long topHalfNs,
            long topHalfMaxNs,
            long handlerFailures,
            long streamDrops) {

        static Line of(LineCounters of) {
            return new Line(of.line(), of.edges(), of.events(), of.bounces(), of.lost(), of.merged(), of.overflows(), of.resyncs(),
                    of.slowTopHalves(), of.topHalfNanos(), of.topHalfMaxNanos(), of.handlerFailures(), of.streamDrops());
        }
    }
}
