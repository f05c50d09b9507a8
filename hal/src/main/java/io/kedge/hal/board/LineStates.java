package io.kedge.hal.board;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.api.LineState;
import io.kedge.hal.api.LineStateChange;
import io.kedge.hal.api.LineStateHandler;
import io.kedge.hal.api.Registration;
import io.kedge.hal.time.HalClock;

/** Who is told when a line of the board stops working, and when it works again. The log always is. */
final class LineStates {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.board");

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final HalClock clock;

    LineStates(HalClock clock) {
        this.clock = clock;
    }

    Registration add(LineStateHandler handler) {
        Entry mine = new Entry(handler);
        entries.add(mine);
        return () -> entries.remove(mine);
    }

    void tell(String line, LineState state, String reason) {
        LOG.log(state == LineState.UP ? System.Logger.Level.INFO : System.Logger.Level.WARNING, "line {0}: {1}", line, reason);
        LineStateChange change = new LineStateChange(line, state, reason, Instant.ofEpochMilli(clock.wallMillis()));
        for (Entry entry : entries) {
            try {
                entry.handler.onState(change);
            } catch (RuntimeException thrown) {
                LOG.log(System.Logger.Level.WARNING, "a handler of line " + line + " threw on " + change, thrown);
            }
        }
    }

    /** One registration; by identity, as the same handler may be added twice. */
    private static final class Entry {
        private final LineStateHandler handler;

        private Entry(LineStateHandler handler) {
            this.handler = handler;
        }
    }
}
