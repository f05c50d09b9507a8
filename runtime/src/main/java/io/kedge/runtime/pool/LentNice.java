package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierRunner;

/**
 * The nice value of a carrier's thread in an engine where classes are lent: the pool's, or while it carries a worker with a lent
 * item, that of the item's class, if the kernel grants it. Its thread only, or the worker that it carries.
 */
final class LentNice {
    private int now;

    LentNice(int own) {
        this.now = own;
    }

    /** Has the thread, which calls, have this nice value. What was refused is asked for again the next time. */
    void become(int wanted, CarrierRunner thread) {
        if (wanted != now && thread.nice(wanted)) {
            now = wanted;
        }
    }
}
