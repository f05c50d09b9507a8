package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** What is to be said of items that a pool's workers have run. Called by the worker, with no lock held. */
final class Reports {
    private final Crew crew;   // C

    Reports(Crew crew) {
        this.crew = crew;
    }

    void failed(WorkItem item, @Nullable Share share, Throwable thrown) {
        if (share != null) {
            try {
                crew.itemFailed(item, share, thrown);
            } catch (Throwable unsaid) {   // no memory to say it: the worker must live
                crew.callbackFailed(unsaid);
            }
        }
    }

    void left(@Nullable FunctionProfile function, @Nullable Share share, Strand.Left left) {
        if (function != null && share != null && function.tellsFirst(left.ordinal())) {
            crew.itemLeft(function, share, left);
        }
    }
}
