package io.kedge.runtime.rcu;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Something to be done after a grace period, on the list of those that wait for one. */
final class RcuHead {
    private final Runnable ended;      // C   called by who ends the grace period; must not block
    private @Nullable RcuHead next;    // its pusher until pushed, then who advances

    RcuHead(Runnable ended) {
        this.ended = ended;
    }

    void next(@Nullable RcuHead following) {
        next = following;
    }

    /** {@return the chain from its other end} */
    static RcuHead reversed(RcuHead chain) {
        RcuHead front = chain;
        RcuHead rest = chain.next;
        front.next = null;
        while (rest != null) {
            RcuHead following = rest.next;
            rest.next = front;
            front = rest;
            rest = following;
        }
        return front;
    }

    static void endAll(RcuHead chain) {
        for (RcuHead head = chain; head != null; ) {
            RcuHead following = requireNonNull(head).next;
            head.next = null;   // it may be requested again from here on
            head.ended.run();
            head = following;
        }
    }
}
