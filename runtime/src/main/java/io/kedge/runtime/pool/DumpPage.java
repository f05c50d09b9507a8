package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.work.FlushWaiter;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.ItemList;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * The items of one list, for a state dump: made before the pool's lock is taken, filled while it is held without allocating
 * and in bounded time, read afterwards. Equal functions one after the other take one line.
 */
public final class DumpPage {
    static final int MOST_LINES = 64;
    static final int MOST_WALKED = 1024;
    static final int MOST_WAITERS = 4;

    /** One line: so many items of this function. */
    private static final class Line {
        private @Nullable FunctionProfile function;
        private int count;
        private final @Nullable Thread[] waiters = new @Nullable Thread[MOST_WAITERS];
        private int waiting;

        StateDump.Line read() {
            return new StateDump.Line(String.valueOf(function), count, namesOf(waiters, waiting));
        }
    }

    private final Line[] lines = Stream.generate(Line::new).limit(MOST_LINES).toArray(Line[]::new);
    private int used;
    private boolean full;

    /** Takes the items of a list that are the share's; of all, if null. Caller holds the pool's lock. */
    public void fillLocked(ItemList list, @Nullable Share share) {
        int walked = 0;
        for (WorkItem item = list.first(); item != null && !full && walked < MOST_WALKED; item = list.after(item)) {
            walked++;
            if (share == null || item.placement() == share) {
                addLocked(item);
            }
        }
    }

    private void addLocked(WorkItem item) {
        Line line = used == 0 ? null : lines[used - 1];
        if (line == null || !item.profile().hasNameOf(line.function)) {
            if (used == MOST_LINES) {
                full = true;
                return;
            }
            line = lines[used++];
            line.function = item.profile();
        }
        line.count++;
        line.waiting = FlushWaiter.waitersLocked(item.waitersLocked(), line.waiters, line.waiting);
    }

    /** {@return what it was filled with, from a list of so many} No lock is held. */
    public StateDump.Items read(int total) {
        return new StateDump.Items(total, Arrays.stream(lines, 0, used).map(Line::read).toList());
    }

    static List<String> namesOf(@Nullable Thread[] threads, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = threads[i];
            if (thread != null) {
                names.add(thread.getName());
            }
        }
        return List.copyOf(names);
    }
}
