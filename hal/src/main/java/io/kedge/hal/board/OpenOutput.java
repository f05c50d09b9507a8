package io.kedge.hal.board;

import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.line.LineHost;
import io.kedge.hal.line.Recovery;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** An output from its opening to its closing. */
final class OpenOutput implements OutputLine {
    private final LineConfig config;
    private final LineHost<OutputPort> host;
    private final Recovery recovery;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile LineHost.@Nullable Had<OutputPort> had;   // written under this; null until start
    private volatile boolean active;                           // under this, read by anyone

    /** Makes the line; it does nothing until {@link #start}. */
    OpenOutput(LineConfig config, Workqueue workqueue, LineHost<OutputPort> host) {
        this.config = config;
        this.host = host;
        this.active = config.initialActive();
        this.recovery = new Recovery(workqueue, new Recovery.Line() {
            @Override
            public void reopen(Runnable gone) {
                request(gone);
            }

            @Override
            public void became(LineState state, String reason) {
                host.became(state, reason);
            }
        });
    }

    /** Requests the line with its first level. Once. */
    void start() {
        request(recovery.alarm());
    }

    /** Requests the line with the level that it has, or had before its chip went. */
    private synchronized void request(Runnable gone) {
        LineHost.Had<OutputPort> before = had;
        if (before != null) {
            before.port().close();
        }
        had = host.request(config.withInitialActive(active), gone);
    }

    @Override
    public LineConfig config() {
        return config;
    }

    @Override
    public LineInfo info() {
        return requireNonNull(had).info();
    }

    @Override
    public LineState state() {
        return recovery.state();
    }

    @Override
    public synchronized void write(boolean level) {
        if (closed.get()) {
            throw new LineException("line " + config.id() + " is closed");
        }
        requireNonNull(had).port().write(level != config.activeLow());
        active = level;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            host.forget();
            recovery.stop();      // not under this: it waits for an attempt, which wants it
            closePort();
        }
    }

    private synchronized void closePort() {
        requireNonNull(had).port().close();
    }
}
