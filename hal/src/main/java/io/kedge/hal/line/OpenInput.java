package io.kedge.hal.line;

import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.EdgeHandler;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineHandler;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;
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

    private volatile LineConfig config;           // written under this
    private final HalClock clock;
    private final EdgeRing ring = new EdgeRing(RING_CAPACITY);
    private final Delivery delivery;
    private final LineWork work;
    private final TopHalf topHalf;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LineHost<InputPort> host;
    private final Recovery recovery;
    private volatile @Nullable Started started;   // null until start

    /** Makes the line; it does nothing until {@link #start}. */
    public OpenInput(LineConfig config, Workqueue workqueue, HalClock clock, LineHost<InputPort> host) {
        this.config = config;
        this.clock = clock;
        this.host = host;
        this.recovery = new Recovery(workqueue, new Recovery.Line() {
            @Override
            public void reopen(Runnable gone) {
                OpenInput.this.reopen(gone);
            }

            @Override
            public void became(LineState state, String reason) {
                host.became(state, reason);
            }
        });
        this.delivery = new Delivery(config.id());
        this.work = new LineWork(config, workqueue, ring.capacity());
        this.topHalf = new TopHalf(ring, work, clock);
    }

    /** {@return what gpio-irq shall run; it may run before {@link #start}} */
    public TopHalf topHalf() {
        return topHalf;
    }

    /**
     * Requests the line and lets bottom halves run. Once, by the thread that opens the line.
     *
     * @throws LineException if the line cannot be had
     */
    public void start() {
        LineHost.Had<InputPort> had = host.request(config, recovery.alarm());
        CurrentPort port = new CurrentPort(had.port());
        BottomHalf half = null;
        try {
            half = new BottomHalf(config, ring, clock, delivery, config.polled() ? new SlowPort(port) : port);
        } finally {
            if (half == null) {
                recovery.stop();
                port.close();
            }
        }
        started = new Started(had.info(), port, half);
        work.start(half);
    }

    /** Its chip is back, perhaps: edges are numbered on, and its level is read again, since nobody knows what it did meanwhile. */
    private void reopen(Runnable gone) {
        Started before = started;
        if (before == null) {
            throw new LineException("line " + config.id() + " is being opened");
        }
        before.port().close();
        topHalf.startOver();
        LineHost.Had<InputPort> had = host.request(config, gone);
        before.port().replaceBy(had.port());
        started = new Started(had.info(), before.port(), before.half());
        before.half().readAgain();
        work.queueBottom();
    }

    @Override
    public LineConfig config() {
        return config;
    }

    @Override
    public LineInfo info() {
        return requireNonNull(started).info();
    }

    @Override
    public LineState state() {
        return recovery.state();
    }

    @Override
    public boolean active() {
        if (closed.get()) {
            throw new LineException("line " + config.id() + " is closed");
        }
        return requireNonNull(started).port().high() != config.activeLow();
    }

    @Override
    public synchronized void debounce(Debounce debounce) {
        LineConfig changed = config.withDebounce(debounce);
        if (closed.get()) {
            throw new LineException("line " + changed.id() + " is closed");
        }
        if (debounce.equals(config.debounce())) {
            return;
        }
        if (isKernels(config.debounce()) || isKernels(debounce)) {
            throw new LineException("line " + changed.id() + ": the debounce cannot change from " + config.debounce() + " to " + debounce
                    + " while the line is open, for the kernel has its part; close it and open it with the new one");
        }
        config = changed;
        work.debounce(requireNonNull(started).half(), debounce);
    }

    private static boolean isKernels(Debounce debounce) {
        return debounce.policy() == Debounce.Policy.KERNEL;
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
                topHalf.edges() + half.polledEdges(),
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
        host.forget();
        recovery.stop();
        requireNonNull(started).port().close();
        work.stop();
        delivery.complete();
        host.ended(counters());
    }

    private record Started(LineInfo info, CurrentPort port, BottomHalf half) { }
}
