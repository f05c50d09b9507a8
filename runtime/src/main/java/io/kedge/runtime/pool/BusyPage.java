package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.work.FlushWaiter;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** The running items of a pool, for a state dump: as {@link DumpPage}. */
final class BusyPage {

    /** One running item. */
    private static final class Line {
        private String worker = "";
        private boolean rescuer;
        private @Nullable FunctionProfile function;
        private long nanos;
        private boolean again;
        private final @Nullable Thread[] waiters = new @Nullable Thread[DumpPage.MOST_WAITERS];
        private int waiting;

        StateDump.Running read() {
            return new StateDump.Running(
                    worker, rescuer, String.valueOf(function), nanos, again, DumpPage.namesOf(waiters, waiting));
        }
    }

    private final Line[] lines = Stream.generate(Line::new).limit(DumpPage.MOST_LINES).toArray(Line[]::new);
    private int used;
    private int running;    // items
    private int assigned;   // items that shall run once more where they run

    /** Takes the items that run on behalf of the share; all, if null. Caller holds the pool's lock. */
    void fillLocked(BusyTable busy, @Nullable Share share, long nowNanos) {
        for (Worker bucket : busy.buckets) {
            for (Worker worker = bucket; worker != null; worker = worker.nextBusy) {
                if (share == null || worker.share() == share) {
                    addLocked(worker, nowNanos);
                }
                WorkItem again = worker.again();
                if (again != null && (share == null || again.placement() == share)) {   // on behalf of another one, perhaps
                    assigned++;
                }
            }
        }
    }

    private void addLocked(Worker worker, long nowNanos) {
        running++;
        if (used == lines.length) {
            return;
        }
        Line line = lines[used++];
        line.worker = worker.name();
        line.rescuer = worker.rescuer;
        line.function = worker.profile();
        line.nanos = Math.max(0, nowNanos - worker.startNanos());
        line.again = worker.again() != null;
        line.waiting = FlushWaiter.waitersLocked(worker.waitersLocked(), line.waiters, 0);
    }

    int running() {
        return running;
    }

    int assigned() {
        return assigned;
    }

    /** {@return what it was filled with, the longest running first} No lock is held. */
    List<StateDump.Running> read() {
        List<StateDump.Running> running = new ArrayList<>(Arrays.stream(lines, 0, used).map(Line::read).toList());
        running.sort(Comparator.comparingLong(StateDump.Running::nanos).reversed().thenComparing(StateDump.Running::worker));
        return List.copyOf(running);
    }

    List<String> workers() {
        return Arrays.stream(lines, 0, used).map(line -> line.worker).sorted().toList();
    }
}
