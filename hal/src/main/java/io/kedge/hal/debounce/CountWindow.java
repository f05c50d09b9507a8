package io.kedge.hal.debounce;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * One event for enough edges within a window, with their number.
 *
 * <pre>
 *   QUIET     -> GATHERING   an edge
 *   GATHERING -> FULL        an edge, and as many as it takes lie within a window of the oldest
 *   GATHERING -> GATHERING   due: a window has passed since the oldest      Glitch of one: the oldest; the next one is the oldest
 *   GATHERING -> QUIET       the same, and there is no next one             Glitch of one
 *   FULL      -> FULL        an edge                                        one more
 *   FULL      -> QUIET       due: a window has passed since the oldest      Changed: the oldest, the others as bounces
 * </pre>
 *
 * An edge counts whatever its level; the level read again after a loss is no edge.
 */
final class CountWindow implements Debouncer {
    private final long windowNanos;
    private final int atLeast;
    private final boolean active;
    private final ArrayDeque<Sample> recent;   // the oldest first, at most atLeast, all within a window of the oldest
    private boolean level;
    private int more;                          // edges of a full window that are not in recent

    /** {@code active} is the level of its events. */
    CountWindow(long windowNanos, int atLeast, boolean active, boolean high) {
        this.windowNanos = windowNanos;
        this.atLeast = atLeast;
        this.active = active;
        this.level = high;
        this.recent = new ArrayDeque<>(atLeast);
    }

    @Override
    public Verdict onEdge(Sample sample) {
        level = sample.high();
        if (sample.resync()) {
            return Verdict.Nothing.AT_ALL;
        }
        if (isFull()) {
            more++;
        } else {
            recent.addLast(sample);
        }
        return Verdict.Nothing.AT_ALL;
    }

    @Override
    public Verdict onTime(long nowNanos) {
        if (!expiredBefore(nowNanos)) {
            return Verdict.Nothing.AT_ALL;
        }
        int edges = recent.size() + more;
        boolean full = isFull();
        Sample oldest = recent.removeFirst();
        if (!full) {
            return new Verdict.Glitch(1);
        }
        recent.clear();
        more = 0;
        return new Verdict.Changed(oldest, active, edges - 1);
    }

    /** A full window is told as it is; fewer edges are swallowed. */
    @Override
    public Verdict end() {
        if (recent.isEmpty()) {
            return Verdict.Nothing.AT_ALL;
        }
        int edges = recent.size() + more;
        return isFull() ? new Verdict.Changed(recent.getFirst(), active, edges - 1) : new Verdict.Glitch(edges);
    }

    /** {@return null: edges counted are no movement to another level} */
    @Override
    public @Nullable Movement movement() {
        return null;
    }

    /** What came before this machine is not counted. */
    @Override
    public Verdict goOn(Movement movement) {
        return movement.edges() == 0 ? Verdict.Nothing.AT_ALL : new Verdict.Glitch(movement.edges());
    }

    private boolean isFull() {
        return recent.size() == atLeast;
    }

    @Override
    public boolean armed() {
        return !recent.isEmpty();
    }

    @Override
    public long dueNanos() {
        return recent.getFirst().nanos() + windowNanos;
    }

    /** {@return the level after the newest edge}; events of this policy tell of activity, not of levels */
    @Override
    public boolean reported() {
        return level;
    }
}
