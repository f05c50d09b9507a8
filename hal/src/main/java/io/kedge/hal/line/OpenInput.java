package io.kedge.hal.line;

import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.hal.api.EdgeHandler;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineHandler;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.api.Registration;
import io.kedge.hal.irq.EdgeRing;
import io.kedge.hal.irq.TopHalf;
import io.kedge.hal.time.HalClock;
import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.Multi;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** An input from its opening to its closing: ring, top half, work item, bottom half, delivery. */
public final class OpenInput implements InputLine {
    /** Edges a line may be behind before its ring refuses more. */
    public static final int RING_CAPACITY = 1024;

    private final LineConfig config;
    private final LineInfo info;
    private final HalClock clock;
    private final EdgeRing ring = new EdgeRing(RING_CAPACITY);
    private final Delivery delivery;
    private final LineWork work;
    private final TopHalf topHalf;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable onClose;
    private volatile @Nullable Started started;   // null until start

    /** Makes the line; it does nothing until {@link #start}. {@code onClose} runs first in {@link #close}, once. */
    public OpenInput(LineConfig config, LineInfo info, Workqueue workqueue, HalClock clock, Runnable onClose) {
        this.config = config;
        this.info = info;
        this.clock = clock;
        this.onClose = onClose;
        this.delivery = new Delivery(config.id());
        this.work = new LineWork(config, workqueue, ring.capacity());
        this.topHalf = new TopHalf(ring, work, clock);
    }

    /** {@return what gpio-irq shall run; it may run before {@link #start}} */
    public TopHalf topHalf() {
        return topHalf;
    }

    /** Lets bottom halves run. Once, by the thread that opens the line. */
    public void start(InputPort port) {
        BottomHalf half = new BottomHalf(config, ring, clock, delivery, port);
        started = new Started(port, half);
        work.start(half);
    }

    @Override
    public LineConfig config() {
        return config;
    }

    @Override
    public LineInfo info() {
        return info;
    }

    @Override
    public boolean active() {
        if (closed.get()) {
            throw new LineException("line " + config.id() + " is closed");
        }
        return requireNonNull(started).port().high() != config.activeLow();
    }

    @Override
    public Registration onEvent(LineHandler handler) {
        return delivery.onEvent(handler);
    }

    @Override
    public Registration onEdge(EdgeHandler handler) {
        return delivery.onEdge(handler);
    }

    @Override
    public Multi<LineEvent> events(OverflowPolicy policy) {
        return delivery.events(policy);
    }

    @Override
    public LineCounters counters() {
        BottomHalf half = requireNonNull(started).half();
        return new LineCounters(
                config.id(),
                topHalf.edges(),
                half.events(),
                half.bounces(),
                topHalf.lost(),
                half.merged(),
                ring.overflows(),
                half.resyncs(),
                topHalf.slow(),
                topHalf.nanos(),
                topHalf.longestNanos(),
                delivery.failures(),
                delivery.drops());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        onClose.run();
        Started both = started;
        if (both != null) {
            both.port().close();
        }
        work.stop();
        delivery.complete();
    }

    private record Started(InputPort port, BottomHalf half) { }
}
