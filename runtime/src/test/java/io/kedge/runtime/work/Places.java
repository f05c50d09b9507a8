package io.kedge.runtime.work;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Where an item is, for those who check the engine's books. */
public final class Places {
    public static final int IDLE = WorkWord.IDLE;
    public static final int OWNED = WorkWord.OWNED;
    public static final int TIMER = WorkWord.TIMER;
    public static final int INACTIVE = WorkWord.INACTIVE;
    public static final int ACTIVE = WorkWord.ACTIVE;
    public static final int ASSIGNED = WorkWord.ASSIGNED;
    public static final int POSTED = WorkWord.POSTED;
    public static final List<String> NAMES = List.of("IDLE", "OWNED", "TIMER", "INACTIVE", "ACTIVE", "ASSIGNED", "GRACE", "POSTED");

    private Places() { }

    public static int of(WorkItem item) {
        return item.place();
    }

    /** {@return where it is when what was posted has been put where it belongs} */
    public static String settled(WorkItem item) {
        ItemHost host = item.host();
        if (host != null) {
            boolean ignored = host.runs(item);   // whoever takes the pool's lock does that first
        }
        return NAMES.get(of(item));
    }

    public static int depth(WorkItem item) {
        return item.depth();
    }

    /** {@return the item behind this one on its list} */
    public static @Nullable WorkItem next(WorkItem item) {
        return item.next();
    }
}
