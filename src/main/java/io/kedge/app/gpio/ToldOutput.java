package io.kedge.app.gpio;

import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;
import io.kedge.hal.api.OutputLine;

/** An output that tells when it was written, and can be held at its safe level. */
final class ToldOutput implements OutputLine {
    private final OutputLine line;
    private final Told told;
    private String held = "";   // under this; why, empty if it is not

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

    /** @throws LineException while it is held, too: the message says why and the cure */
    @Override
    public synchronized void write(boolean active) {
        if (!held.isEmpty()) {
            throw new LineException("line " + config().id() + " keeps its safe level while Kedge is frozen (" + held
                    + "): write when it goes on, after './kedge thaw'");
        }
        set(active);
    }

    /**
     * Sets the safe level, and refuses every other write until {@link #release}.
     *
     * @throws LineException if the level cannot be set; it is held all the same
     */
    synchronized void hold(String why) {
        held = why;
        set(config().initialActive());
    }

    /** Takes writes again; the level stays until the next one. */
    synchronized void release() {
        held = "";
    }

    private void set(boolean active) {
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
    public synchronized void close() {
        line.close();
        held = "";   // who writes now is told that it is closed
    }
}
