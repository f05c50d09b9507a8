package io.kedge.runtime.pool;

/** Native calls that sleep, announced by the worker that makes them (DESIGN D3). */
final class Brackets {
    private Brackets() { }

    /** The worker announces a native call that sleeps: its slot is for others at once. Nests. */
    static void begin(Worker worker) {
        WorkerPool pool = worker.pool;
        pool.lock();
        try {
            if (worker.brackets++ == 0) {
                worker.blocked = true;
                if (pool.concurrency.stepAside(worker)) {
                    pool.counters.count(HandOff.BRACKET);
                }
            }
        } finally {
            pool.unlockAndWake();
        }
    }

    /** The announced call has returned: the worker counts again, and goes on without a slot if another has it. */
    static void end(Worker worker) {
        WorkerPool pool = worker.pool;
        pool.lock();
        try {
            if (--worker.brackets == 0) {
                worker.blocked = false;
                pool.concurrency.recount(worker);
                if (!worker.notRunning()) {
                    pool.concurrency.holdsSlot(worker);   // takes the slot back if nobody else has
                }
            }
        } finally {
            pool.unlockAndWake();
        }
    }
}
