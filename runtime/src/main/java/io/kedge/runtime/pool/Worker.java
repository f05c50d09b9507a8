package io.kedge.runtime.pool;

import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.events.WorkEvents;
import io.kedge.runtime.inspect.WorkerInfo;
import io.kedge.runtime.work.Deadline;
import io.kedge.runtime.work.FlushWaiter;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One worker: a strand that runs items one after the other, as long as its pool gives it some.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 *   S   its strand, while it is mounted
 * </pre>
 */
final class Worker implements Strand.Owner {
    static final int DESCRIPTION_LIMIT = 31;

    final WorkerPool pool;                        // C
    final Strand strand;                          // C
    final int number;                             // C   among the workers of its pool
    final boolean rescuer;                        // C   it is there for the time of a shortage, on a stack of its own
    final boolean bh;                             // C   serves the BH items, and no others

    private final String name;                    // C
    private volatile @Nullable String described;  // S   what its item says that it does; null: nothing
    private String workqueueName = "";            // L   of the item it runs, or ran last
    private WorkerState state;                    // L   MOUNTED for ever if it is a rescuer
    @Nullable Carrier carrier;                    // L   while MOUNTED
    long mountNo;                                 // L   its latest mount
    boolean yielded;                              // L   while RESUMED: without having slept
    boolean counted;                              // L   included in nr_running
    boolean countedMounted;                       // L   and mounted
    boolean blocked;                              // L   in a native call that sleeps, until that mount or call ends
    boolean cpuIntensive;                         // L   until the item ends
    boolean hog;                                  // L   cpuIntensive because the tick found it so
    boolean sleeper;                              // L   started like a bracket
    boolean rebound;                              // L   its CPU came back in the middle of its round
    boolean bhSlept;                              // L, then the carrier that mounts it: a sleep of its item is to be told
    boolean dying;                                // L   shall end instead of taking an item
    long idleSinceNanos;                          // L   while IDLE
    long sinceNanos;                              // L   while ASLEEP or RESUMED
    private @Nullable WorkItem current;           // L   read by S
    private @Nullable WorkFunction function;      // L   read by S
    private @Nullable FunctionProfile profile;    // L   of the function
    private @Nullable Share share;                // L   read by S
    private int colour;                           // L
    private long startNanos;                      // L
    private long slotNanos;                       // L, read by S   how long its item waited for a slot of its share
    private long delayNanos;                      // L, read by S   how long from queueing to start
    private @Nullable FlushWaiter waiters;        // L   threads that flush the running instance
    private @Nullable WorkItem again;             // L   the same item, queued and taken while it runs here (R19)
    int lentNice = WorkItem.NOT_LENT;             // L, S   nice value of the class that its item was lent; written by S
    boolean countedLent;                          // L   included in those that run a lent item
    @Nullable Worker next;                        // L   for WorkerList
    @Nullable Worker previous;                    // L   for WorkerList
    @Nullable Worker nextOfPool;                  // L   for Roster
    @Nullable Worker nextBusy;                    // L   for BusyTable
    @Nullable Worker nextFailed;                  // its pusher until pushed, then the thread that helps
    private boolean hasDeadline;                  // L   its item shall have ended at dueNanos
    private long dueNanos;                        // L
    boolean failed;                               // S   the item that ended threw
    int brackets;                                 // L   depth of announced native calls

    Worker(WorkerPool pool, int number, boolean bh, StrandFactory strands) {
        this.pool = pool;
        this.number = number;
        this.rescuer = false;
        this.bh = bh;
        this.state = WorkerState.NEW;
        this.name = pool.spec().workerName(number) + (bh ? "-BH" : "");
        this.strand = strands.make(name, this);
    }

    private Worker(WorkerPool pool, Rescuer itself) {
        this.pool = pool;
        this.bh = false;
        this.number = -1;
        this.rescuer = true;
        this.state = WorkerState.MOUNTED;
        this.name = itself.name();
        this.strand = itself.ownStack();
    }

    /** {@return what a rescuer is to a pool: it takes no slot, is not counted, and is none of the pool's workers otherwise} */
    static Worker ofRescuer(WorkerPool pool, Rescuer itself) {
        return new Worker(pool, itself);
    }

    /** {@return its name as the kernel shows it: with what it runs (+), or ran last (-)} Caller holds the pool's lock. */
    private String nameLocked() {
        String said = described;
        String now = said == null ? workqueueName : said;
        return now.isEmpty() ? name : name + (current != null ? "+" : "-") + now;
    }

    String name() {
        return name;
    }

    /** {@return the class of what it does now, as a nice value: its pool's, or what its item was lent} Its strand, or the carrier that mounts it. */
    int nice() {
        return Math.min(lentNice, rescuer ? Rescuer.NICE : pool.spec().nice());
    }

    /** {@return the threads that flush the running instance, linked} */
    @Nullable FlushWaiter waitersLocked() {
        return waiters;
    }

    /** {@return what it looks like now} Caller holds the pool's lock. */
    WorkerInfo infoLocked(long nowNanos) {
        FunctionProfile running = profile;
        return new WorkerInfo(
                nameLocked(),
                pool.spec().id(),
                running == null ? "" : running.toString(),
                running == null ? 0 : Math.max(0, nowNanos - startNanos));
    }

    /** Describes what it does until its item ends. The strand only. */
    void describe(String text) {
        described = text.length() > DESCRIPTION_LIMIT ? text.substring(0, DESCRIPTION_LIMIT) : text;
    }

    WorkerState state() {
        return state;
    }

    void become(WorkerState next) {
        assert state.mayBecome(next) : state + " -> " + next;
        state = next;
    }

    /** In what the kernel calls NOT_RUNNING: it is not counted, and runs without a slot. */
    boolean notRunning() {
        return rescuer || blocked || cpuIntensive || rebound;
    }

    /** Runnable, and not in what the kernel calls NOT_RUNNING: to be included in nr_running. */
    boolean shouldCount() {
        return (state == WorkerState.MOUNTED || state == WorkerState.RESUMED) && !notRunning() && !dying;
    }

    void beginLocked(WorkItem item, Share itsShare, long nowNanos) {
        current = item;
        function = item.function();
        profile = item.profile();
        share = itsShare;
        colour = item.colour();
        workqueueName = itsShare.workqueueName();
        if (described != null) {
            described = null;
        }
        startNanos = nowNanos;
        slotNanos = item.slotNanos();
        delayNanos = nowNanos - item.queuedNanos();
        waiters = item.takeWaitersLocked();
        failed = false;
        Deadline due = item.dueLocked();
        hasDeadline = due != null && !due.onlyOrders();
        dueNanos = due == null ? 0 : due.dueNanos();
    }

    /** {@return by how much its item is late now; 0 or less: it is not} */
    long lateNanos(long nowNanos) {
        return hasDeadline ? nowNanos - dueNanos : 0;
    }

    /** {@return the threads to release: the item has ended} */
    @Nullable FlushWaiter endLocked() {
        FlushWaiter chain = waiters;
        current = null;
        function = null;
        profile = null;
        share = null;
        waiters = null;
        blocked = false;
        brackets = 0;
        cpuIntensive = false;
        hog = false;
        sleeper = false;
        return chain;
    }

    @Nullable WorkItem current() {
        return current;
    }

    /** {@return whether it runs this item, with the function that the item has now (R22)} */
    boolean runs(WorkItem item) {
        return current == item && function == item.function();
    }

    @Nullable FunctionProfile profile() {
        return profile;
    }

    @Nullable Share share() {
        return share;
    }

    int colour() {
        return colour;
    }

    long startNanos() {
        return startNanos;
    }

    void addWaiterLocked(FlushWaiter waiter) {
        waiters = waiter.before(waiters);
    }

    void runAgainLocked(WorkItem item) {
        assert again == null && runs(item) : "only the running item can be assigned to its worker";
        again = item;
    }

    /** {@return the item to run again, null if there is none} */
    @Nullable WorkItem again() {
        return again;
    }

    /** {@return the item to run again, and forgets it} */
    @Nullable WorkItem takeAgainLocked() {
        WorkItem item = again;
        again = null;
        return item;
    }

    /** Takes back the item that was assigned to run again here. @return false if it was not */
    boolean forgetAgainLocked(WorkItem item) {
        boolean was = again == item;
        if (was) {
            again = null;
        }
        return was;
    }

    @Override
    public void live() {
        for (;;) {
            WorkItem item = pool.next(this);
            if (item != null) {
                if (pool.loans != null && carrier != null) {
                    carrier.followClassOf(this);
                }
                run(item);
            } else if (dying) {
                return;
            } else if (!yields()) {
                return;
            }
        }
    }

    /** @return false: a yield takes memory and there was none, so it ends for good */
    private boolean yields() {
        try {
            strand.yield();
            return true;
        } catch (OutOfMemoryError noMemory) {
            pool.manager().perished(this, noMemory);
            return false;
        }
    }

    @Override
    public void runnable() {
        pool.runnable(this);
    }

    @Override
    public void runnableFailed(Throwable thrown) {
        pool.callbackFailed(this, thrown);
    }

    /** Runs the item, which has been started, to its end; its end is not in the books then. */
    void run(WorkItem item) {
        FunctionProfile recorded = WorkEvents.areRecorded() ? profile : null;
        if (recorded != null) {
            WorkEvents.starts(item, recorded, slotNanos, delayNanos - slotNanos);
        }
        try {
            requireNonNull(function, "a worker runs an item without a function").run(item);
        } catch (Throwable thrown) {   // an item that throws is a completed item, whatever it throws
            failed = true;
            pool.reports.failed(item, share, thrown);
        }
        if (recorded != null) {
            WorkEvents.ended(item, recorded);
        }
        try {
            Strand.Left left = strand.reset();
            if (left != null) {
                pool.reports.left(profile, share, left);
            }
        } catch (Throwable thrown) {
            pool.reportCallbackFailure(thrown);
        }
    }
}
