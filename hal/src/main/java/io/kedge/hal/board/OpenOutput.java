package io.kedge.hal.board;

import java.util.concurrent.atomic.AtomicBoolean;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.OutputLine;

/** An output from its opening to its closing. */
final class OpenOutput implements OutputLine {
    private final LineConfig config;
    private final LineInfo info;
    private final OutputPort port;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean active;          // under this, read by anyone

    OpenOutput(LineConfig config, LineInfo info, OutputPort port, Runnable onClose) {
        this.config = config;
        this.info = info;
        this.port = port;
        this.onClose = onClose;
        this.active = config.initialActive();
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
    public synchronized void write(boolean level) {
        if (closed.get()) {
            throw new LineException("line " + config.id() + " is closed");
        }
        port.write(level != config.activeLow());
        active = level;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            port.close();
        }
    }
}
