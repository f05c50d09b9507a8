package io.kedge.hal.line;

import io.kedge.runtime.Blocking;

/** A port whose chip may sit behind a slow bus: a reading is announced, so that others run on its CPU meanwhile. */
record SlowPort(InputPort port) implements InputPort {

    @Override
    public boolean high() {
        try {
            return Blocking.call(port::high);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception impossible) {
            throw new IllegalStateException("a reading that throws nothing checked threw", impossible);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
