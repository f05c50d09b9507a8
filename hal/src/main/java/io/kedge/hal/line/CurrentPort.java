package io.kedge.hal.line;

/** The port that an input has now: another one after its chip came back. */
final class CurrentPort implements InputPort {
    private volatile InputPort now;

    CurrentPort(InputPort first) {
        this.now = first;
    }

    /** Goes over to another port, and closes the one it had. */
    void replaceBy(InputPort next) {
        InputPort before = now;
        now = next;
        before.close();
    }

    @Override
    public boolean high() {
        return now.high();
    }

    @Override
    public void close() {
        now.close();
    }
}
