package io.kedge.app.health;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.Lifecycle;
import io.kedge.app.Uplink;
import io.kedge.app.engine.Engine;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.hal.api.LineCounters;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;

/**
 * The counters of workqueues, pools, lines and the link as metrics. Labels are names of workqueues, pools and lines only, of
 * each kind at most {@value #MOST}; the rest is left out, so that no board can flood a store.
 */
@Singleton
public class KedgeMetrics {
    static final int MOST = 64;

    private final Engine engine;
    private final Lines lines;
    private final Uplink uplink;

    /** Registers nothing yet. */
    @Inject
    public KedgeMetrics(Engine engine, Lines lines, Uplink uplink) {
        this.engine = engine;
        this.lines = lines;
        this.uplink = uplink;
    }

    /** Registers what is there when the parts are started. */
    void register(@Observes Lifecycle.Started started, MeterRegistry registry) {
        EngineSnapshot snapshot = engine.snapshot();
        snapshot.workqueues().stream().limit(MOST).forEach(queue -> workqueue(registry, queue.name()));
        snapshot.pools().stream().limit(MOST).forEach(pool -> pool(registry, pool.name()));
        lines.inputs().stream().limit(MOST).forEach(line -> line(registry, line));
        link(registry);
    }

    private void workqueue(MeterRegistry registry, String name) {
        var row = new Row<Engine, WorkqueueStats>(registry, "kedge.workqueue.", Tag.of("workqueue", name),
                source -> find(source.snapshot().workqueues(), queue -> queue.name().equals(name)));
        row.counter(engine, "queued", WorkqueueStats::queued);
        row.counter(engine, "started", WorkqueueStats::started);
        row.counter(engine, "completed", WorkqueueStats::completed);
        row.counter(engine, "failed", WorkqueueStats::failed);
        row.counter(engine, "cancelled", WorkqueueStats::cancelled);
        row.counter(engine, "cpu.intensive", WorkqueueStats::cpuIntensive);
        row.counter(engine, "cm.wakeup", WorkqueueStats::cmWakeup);
        row.counter(engine, "moved", WorkqueueStats::moved);
        row.counter(engine, "deadlines.missed", WorkqueueStats::missed);
        row.gauge(engine, "late.worst.seconds", queue -> queue.worstLateNanos() / 1e9);
        row.counter(engine, "lent", WorkqueueStats::lent);
        row.counter(engine, "delay.seconds", queue -> queue.delayQueueNanos() / 1e9);
        row.gauge(engine, "in.flight", WorkqueueStats::inFlight);
        row.gauge(engine, "waiting", WorkqueueStats::waiting);
    }

    private void pool(MeterRegistry registry, String name) {
        var row = new Row<Engine, PoolStats>(registry, "kedge.pool.", Tag.of("pool", name),
                source -> find(source.snapshot().pools(), pool -> pool.name().equals(name)));
        row.gauge(engine, "workers", PoolStats::workers);
        row.gauge(engine, "running", PoolStats::running);
        row.gauge(engine, "waiting", PoolStats::waiting);
        row.gauge(engine, "carriers", PoolStats::carriers);
        row.counter(engine, "mounts", PoolStats::mounts);
        row.counter(engine, "hand.offs.native", PoolStats::handOffsNative);
        row.counter(engine, "hand.offs.hog", PoolStats::handOffsHog);
        row.counter(engine, "hand.offs.bracket", PoolStats::handOffsBracket);
        row.counter(engine, "hand.offs.lent", PoolStats::handOffsLent);
        row.counter(engine, "hand.offs.false", PoolStats::falseHandOffs);
    }

    private void line(MeterRegistry registry, String id) {
        var row = new Row<Lines, LineCounters>(registry, "kedge.line.", Tag.of("line", id),
                source -> find(source.counters(), counters -> counters.line().equals(id)));
        row.counter(lines, "edges", LineCounters::edges);
        row.counter(lines, "events", LineCounters::events);
        row.counter(lines, "bounces", LineCounters::bounces);
        row.counter(lines, "lost", LineCounters::lost);
        row.counter(lines, "merged", LineCounters::merged);
        row.counter(lines, "handler.failures", LineCounters::handlerFailures);
    }

    private void link(MeterRegistry registry) {
        var row = new Row<Uplink, LinkStatus>(registry, "kedge.mqtt.", Tag.of("client", "device"),
                source -> source.status().stream().toList());
        row.gauge(uplink, "connected", status -> status.state() == LinkState.ONLINE ? 1 : 0);
        row.gauge(uplink, "waiting", LinkStatus::waiting);
        row.counter(uplink, "attempts", LinkStatus::attempts);
        row.counter(uplink, "connects", LinkStatus::connects);
        row.counter(uplink, "published", LinkStatus::published);
        row.counter(uplink, "dropped", LinkStatus::dropped);
    }

    private static <T> List<T> find(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).limit(1).toList();
    }

    /**
     * The metrics of one thing; a thing that is gone reads as 0.
     *
     * @param registry where they are registered
     * @param prefix   of their names
     * @param tag      which thing it is
     * @param find     finds what is known of the thing, in a list of at most one
     */
    private record Row<S, T>(MeterRegistry registry, String prefix, Tag tag, Function<S, List<T>> find) {

        void counter(S source, String name, ToDoubleFunction<T> value) {
            FunctionCounter.builder(prefix + name, source, from -> read(from, value)).tags(Tags.of(tag)).register(registry);
        }

        void gauge(S source, String name, ToDoubleFunction<T> value) {
            Gauge.builder(prefix + name, source, from -> read(from, value)).tags(Tags.of(tag)).register(registry);
        }

        private double read(S source, ToDoubleFunction<T> value) {
            return find.apply(source).stream().mapToDouble(value).findFirst().orElse(0);
        }
    }
}
