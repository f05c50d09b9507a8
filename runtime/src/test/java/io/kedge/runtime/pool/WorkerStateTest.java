package io.kedge.runtime.pool;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static io.kedge.runtime.pool.WorkerState.ASLEEP;
import static io.kedge.runtime.pool.WorkerState.DEAD;
import static io.kedge.runtime.pool.WorkerState.IDLE;
import static io.kedge.runtime.pool.WorkerState.LEAVING;
import static io.kedge.runtime.pool.WorkerState.MOUNTED;
import static io.kedge.runtime.pool.WorkerState.NEW;
import static io.kedge.runtime.pool.WorkerState.RESUMED;
import static org.junit.jupiter.api.Assertions.assertEquals;

class WorkerStateTest {
    private record Pair(WorkerState from, WorkerState to) { }

    private static final Set<Pair> ALLOWED = Set.of(
            new Pair(NEW, IDLE),
            new Pair(IDLE, MOUNTED),
            new Pair(MOUNTED, ASLEEP),
            new Pair(MOUNTED, RESUMED),
            new Pair(MOUNTED, LEAVING),
            new Pair(MOUNTED, DEAD),
            new Pair(ASLEEP, RESUMED),
            new Pair(RESUMED, MOUNTED),
            new Pair(LEAVING, IDLE),
            new Pair(LEAVING, DEAD));

    @Test
    void onlyTheTransitionsOfTheTableAreAllowed() {
        for (WorkerState from : WorkerState.values()) {
            for (WorkerState to : WorkerState.values()) {
                assertEquals(ALLOWED.contains(new Pair(from, to)), from.mayBecome(to), from + " -> " + to);
            }
        }
    }
}
