package io.kedge.app.mqtt.api;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Life of the link to the broker. Only the thread {@code mqtt-link} changes it.
 *
 * <pre>
 *   IDLE       -> WAITING     start(): waits out the spread
 *   IDLE       -> STOPPED     stop() before start()
 *   WAITING    -> CONNECTING  the delay is over
 *   WAITING    -> STOPPED     stop(): nobody to say farewell to
 *   DEGRADED   -> CONNECTING  the slow delay is over
 *   DEGRADED   -> STOPPED     stop()
 *   CONNECTING -> ONLINE      the broker accepted us
 *   CONNECTING -> WAITING     the attempt failed for a reason that may pass by itself
 *   CONNECTING -> DEGRADED    the attempt was refused for a reason that a person must remove
 *   CONNECTING -> STOPPED     stop()
 *   ONLINE     -> WAITING     the connection was lost, or made no progress
 *   ONLINE     -> DEGRADED    the broker closed it for a reason that a person must remove
 *   ONLINE     -> STOPPING    stop(): empties the outbox, says offline
 *   STOPPING   -> STOPPED     said, or out of time, or lost meanwhile
 * </pre>
 */
public enum LinkState {
    /** Made, not started. */
    IDLE,
    /** Between two attempts. */
    WAITING,
    /** An attempt is on its way. */
    CONNECTING,
    /** The broker has us. */
    ONLINE,
    /** Between two attempts that are far apart: a person must do something first. */
    DEGRADED,
    /** Says farewell. */
    STOPPING,
    /** Over; never starts again. */
    STOPPED;

    private static final Map<LinkState, Set<LinkState>> NEXT = Map.of(
            IDLE, EnumSet.of(WAITING, STOPPED),
            WAITING, EnumSet.of(CONNECTING, STOPPED),
            DEGRADED, EnumSet.of(CONNECTING, STOPPED),
            CONNECTING, EnumSet.of(ONLINE, WAITING, DEGRADED, STOPPED),
            ONLINE, EnumSet.of(WAITING, DEGRADED, STOPPING),
            STOPPING, EnumSet.of(STOPPED),
            STOPPED, EnumSet.noneOf(LinkState.class));

    /** {@return whether the table above has this transition} */
    public boolean mayBecome(LinkState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
