package io.kedge.runtime.pool;

import java.util.List;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** The classes lent in an engine, for those who check its books. One thread. */
public final class LoanBooks {
    private LoanBooks() { }

    /** {@return the broken law of a list of waiting items, null if lent ones come first, the highest class first of all} */
    public static @Nullable String violation(@Nullable WorkItem first) {
        int before = Integer.MIN_VALUE;
        for (WorkItem item = first; item != null; item = Places.next(item)) {
            if (item.lentNiceLocked() < before) {
                return "a lent item waits behind another one of a lower class: " + item;
            }
            before = item.lentNiceLocked();
        }
        return null;
    }

    /** {@return the broken law of a pool, null if all hold: lent items go first, and workers with lent items are counted} */
    public static @Nullable String violation(WorkerPool pool, List<? extends Strand.Owner> all) {
        int running = 0;
        for (int i = 0; i < all.size(); i++) {
            Worker worker = (Worker) all.get(i);
            boolean lent = worker.pool == pool && worker.lentNice != WorkItem.NOT_LENT;
            if (lent && worker.current() == null) {
                return "a loan outlives its run in " + pool.spec().name();
            }
            running += lent && worker.shouldCount() ? 1 : 0;
        }
        Loans loans = pool.loans;
        if (loans != null && loans.running() != running) {
            return loans.running() + " lent items are said to run in " + pool.spec().name() + ", " + running + " do";
        }
        return violation(pool.worklist.first());
    }

    /** {@return whether the item is the next to start in its pool, and every slot is kept by a worker that was in the middle of an item} */
    public static boolean waitsForRunning(WorkItem item, WorkerPool pool) {
        Concurrency now = pool.concurrency;
        boolean mayStart = requireNonNull(pool.loans, "nothing is lent").running() == 0 && !now.bhRunning() && !now.mayResume();
        if (pool.worklist.first() != item || now.slots.hasFree() || !mayStart) {
            return false;
        }
        for (Carrier carrier : pool.carriers().all()) {
            Worker worker = carrier.mounted;
            boolean runs = worker != null && worker.carrier == carrier && worker.current() != null && !worker.bh;
            if (carrier.hasSlot && !runs) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the item of the calling worker was lent a class} */
    public static boolean callerIsLent() {
        return caller().lentNice != WorkItem.NOT_LENT;
    }

    /** {@return the class of the calling worker} */
    public static int callersNice() {
        return caller().nice();
    }

    /** {@return how many managed workers can run in the caller's pool, itself included} */
    public static int runningBesideCaller() {
        return caller().pool.concurrency.running();
    }

    /** {@return how many lent items can run in the caller's pool, which counts them only if somebody lends} */
    public static int lentRunningBesideCaller() {
        Loans loans = caller().pool.loans;
        return loans == null ? 0 : loans.running();
    }

    private static Worker caller() {
        return requireNonNull(Caller.worker(), "the caller is no worker");
    }
}
