package io.kedge.app.report;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.kedge.app.mqtt.MqttLink;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.EngineSnapshot;

/**
 * Publishes what happens on this board: its events as they come, the workqueues, pools and lines every interval. Works on the
 * workqueue {@code mqtt-report}, which is its own and MEM_RECLAIM. All methods may be called by any thread.
 */
public final class Reporter implements AutoCloseable {
    /** How often statistics are published. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final int EVENTS = 1_024;

    private final Workqueue workqueue;
    private final Supplier<EngineSnapshot> engine;
    private final Supplier<List<LineCounters>> lines;
    private final Consumer<Draft> outbox;
    private final Duration interval;
    private final EventQueue events;
    private final Work publishEvents;
    private final DelayedWork publishStats;
    private EngineSnapshot before = new EngineSnapshot(List.of(), List.of(), List.of(), List.of(), 0, List.of());   // publishStats: the latest one
    private volatile boolean closed;

    private Reporter(
            Workqueue workqueue, Supplier<EngineSnapshot> engine, Supplier<List<LineCounters>> lines, Consumer<Draft> outbox, Duration interval) {
        this.workqueue = workqueue;
        this.engine = engine;
        this.lines = lines;
        this.outbox = outbox;
        this.interval = interval;
        this.events = new EventQueue(EVENTS, outbox);
        this.publishEvents = Cmwq.work(events::drain);
        this.publishStats = Cmwq.delayedWork(this::statsAndAgain);
    }

    /**
     * Makes the workqueue, publishes the schemas, and publishes statistics every interval from now on.
     *
     * @param lines what each open input did so far
     */
    public static Reporter start(Cmwq cmwq, MqttLink link, Supplier<List<LineCounters>> lines, Duration interval) {
        Workqueue workqueue = cmwq.workqueue("mqtt-report").unbound().memReclaim().maxActive(2).create();
        Reporter reporter = new Reporter(workqueue, cmwq::snapshot, lines, link::publish, interval);
        for (String name : Schemas.names()) {
            link.publish(Draft.schema(name, Schemas.load(name)));
        }
        workqueue.queueDelayed(reporter.publishStats, interval);
        return reporter;
    }

    /** Publishes what this device is, now and at every connect. */
    public void info(DeviceInfo info) {
        outbox.accept(Draft.info(info));
    }

    /**
     * Publishes a debounced event and the line's new value.
     *
     * @param what what it means for this kind of line, for instance {@code pressed}, {@code released}, {@code opened}
     */
    public void event(LineEvent event, String what) {
        events.add(Draft.event(event.line(), Payloads.Event.of(event, what)));
        events.add(Draft.value(event.line(), Payloads.Value.of(event)));
        if (closed) {
            events.drain();
        } else {
            workqueue.queue(publishEvents);
        }
    }

    /** Ends the statistics, hands over what was reported, destroys the workqueue. Waits. */
    @Override
    public void close() {
        closed = true;
        publishStats.disable();
        workqueue.close();
        events.drain();
    }

    private void statsAndAgain() {
        try {
            EngineSnapshot snapshot = engine.get();
            outbox.accept(Draft.stats("workqueues", Payloads.Workqueues.of(snapshot, before, interval), interval));
            before = snapshot;
            outbox.accept(Draft.stats("pools", Payloads.Pools.of(snapshot, interval), interval));
            outbox.accept(Draft.stats("lines", Payloads.Lines.of(lines.get(), interval), interval));
        } finally {
            workqueue.queueDelayed(publishStats, interval);   // refused once it is disabled
        }
    }
}
