package io.kedge.app.gpio;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;
import io.kedge.hal.api.OutputLine;

/** An output that tells when it was written. */
final class ToldOutput implements OutputLine {
    private final OutputLine line;
    private final Told told;

    /** Told after each write that changed the level. */
    @FunctionalInterface
    interface Told {
        void written(boolean active);
    }

    ToldOutput(OutputLine line, Told told) {
        this.line = line;
        this.told = told;
    }

    @Override
    public LineConfig config() {
        return line.config();
    }

    @Override
    public LineInfo info() {
        return line.info();
    }

    @Override
    public LineState state() {
        return line.state();
    }

    @Override
    public void write(boolean active) {
        boolean changes = line.active() != active;
        line.write(active);
        if (changes) {
            told.written(active);
        }
    }

    @Override
    public boolean active() {
        return line.active();
    }

    @Override
    public void close() {
        line.close();
    }
}
