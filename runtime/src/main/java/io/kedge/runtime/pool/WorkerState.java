package io.kedge.runtime.pool;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Life of one worker. All transitions happen under the lock of its pool.
 *
 * <pre>
 *   NEW     -> IDLE      its strand can be mounted
 *   IDLE    -> MOUNTED   a carrier takes it to run an item, or somebody to end it
 *   MOUNTED -> ASLEEP    its item blocked: the mount ended and nobody has resumed it
 *   MOUNTED -> RESUMED   its item yielded, or its wake-up came before the end of the mount was noted
 *   MOUNTED -> LEAVING   it found nothing to do and ends its mount
 *   ASLEEP  -> RESUMED   its item may go on
 *   RESUMED -> MOUNTED   a carrier takes it
 *   LEAVING -> IDLE      its strand can be mounted again
 *   LEAVING -> DEAD      there was no memory to end its mount
 *   MOUNTED -> DEAD      its pool ends, or it was idle for too long
 * </pre>
 */
enum WorkerState {
    NEW, IDLE, MOUNTED, ASLEEP, RESUMED, LEAVING, DEAD;

    private static final Map<WorkerState, Set<WorkerState>> NEXT = new EnumMap<>(Map.of(
            NEW, EnumSet.of(IDLE),
            IDLE, EnumSet.of(MOUNTED),
            MOUNTED, EnumSet.of(ASLEEP, RESUMED, LEAVING, DEAD),
            ASLEEP, EnumSet.of(RESUMED),
            RESUMED, EnumSet.of(MOUNTED),
            LEAVING, EnumSet.of(IDLE, DEAD),
            DEAD, EnumSet.noneOf(WorkerState.class)));

    /** Between taking up work and going idle: on a carrier, asleep, or able to go on. */
    boolean isInRound() {
        return this == MOUNTED || this == ASLEEP || this == RESUMED;
    }

    boolean mayBecome(WorkerState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
