package io.kedge.hal.sim;

import java.util.ArrayDeque;
import java.util.List;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.Edge;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.BoardDriver;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One line in memory. What drives it from outside wins over its bias; an output drives itself. All methods under the
 * wiring's lock.
 */
final class SimulatedLine {
    /** Changes kept; older ones are forgotten. */
    static final int HISTORY = 4096;

    private final String chip;
    private final int offset;
    private final String name;
    private final ArrayDeque<LevelChange> history = new ArrayDeque<>();
    private @Nullable Boolean outside;        // null: nobody drives it
    private @Nullable Hold hold;              // null: free
    private @Nullable EdgeFifo fifo;          // null: no edges armed
    private int lineSeqno;
    private boolean written;
    private boolean high;

    SimulatedLine(String chip, int offset, String name) {
        this.chip = chip;
        this.offset = offset;
        this.name = name;
    }

    LineInfo info() {
        LineConfig config = holder();
        return new LineInfo(
                chip, offset, name, config == null ? "" : BoardDriver.consumer(config), config == null ? Direction.INPUT : config.direction());
    }

    @Nullable LineConfig holder() {
        Hold its = hold;
        return its == null ? null : its.config;
    }

    /** {@return who holds it, null if nobody does} */
    @Nullable Hold hold() {
        return hold;
    }

    boolean high() {
        return high;
    }

    List<LevelChange> history() {
        return List.copyOf(history);
    }

    /** Somebody requests it. The level may change with the new bias, before edges are armed. */
    void hold(Hold by, boolean outputHigh, long nowNanos) {
        hold = by;
        written = outputHigh;
        lineSeqno = 0;
        settle(nowNanos, nowNanos);
        fifo = by.config.interrupts() == Edges.NONE ? null : new EdgeFifo(BoardDriver.EVENT_BUFFER);
    }

    /** The holder gives it back. What drives it from outside takes over; otherwise the level stays as it is. */
    void free(long nowNanos) {
        fifo = null;
        hold = null;
        settle(nowNanos, nowNanos);
    }

    /** Its chip is unplugged, and with it whatever drove the line. */
    void cut(long nowNanos) {
        outside = null;
        free(nowNanos);
    }

    /** Drives it from outside; null lets go. True if an edge waits for gpio-irq now. */
    boolean drive(@Nullable Boolean level, long nowNanos, long wallMillis) {
        outside = level;
        return settle(nowNanos, wallMillis);
    }

    /** The holder of an output writes it. */
    void write(boolean level, long nowNanos) {
        written = level;
        settle(nowNanos, nowNanos);
    }

    private boolean settle(long nowNanos, long wallMillis) {
        boolean now = levelNow();
        if (now == high) {
            return false;
        }
        high = now;
        if (history.size() == HISTORY) {
            history.removeFirst();
        }
        history.addLast(new LevelChange(nowNanos, now));
        return interrupt(Edge.to(now), nowNanos, wallMillis);
    }

    private boolean levelNow() {
        LineConfig config = holder();
        if (config != null && config.direction() == Direction.OUTPUT) {
            return written;
        }
        if (outside != null) {
            return outside;
        }
        return switch (bias()) {
            case PULL_UP -> true;
            case PULL_DOWN -> false;
            case AS_IS, DISABLED -> high;
        };
    }

    private Bias bias() {
        LineConfig config = holder();
        return config == null ? Bias.AS_IS : config.bias();
    }

    private boolean interrupt(Edge edge, long nowNanos, long wallMillis) {
        EdgeFifo armed = fifo;
        LineConfig config = holder();
        if (armed == null || config == null || !config.edges().include(edge)) {
            return false;
        }
        long stamp = config.clock() == EventClock.REALTIME ? wallMillis * 1_000_000 : nowNanos;
        armed.add(stamp, edge.code(), ++lineSeqno, offset);
        return true;
    }

    @Nullable EdgeFifo fifo() {
        return fifo;
    }

    /** {@return where its edges go} */
    int slot() {
        return requireNonNull(hold, "a free line has no edges").slot;
    }
}
