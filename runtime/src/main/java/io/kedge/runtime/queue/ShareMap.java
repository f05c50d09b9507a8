package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.api.WorkqueueAttrs;
import org.jspecify.annotations.Nullable;

/**
 * The shares of one workqueue at one time. Constant; the sets and arrays are not to be changed.
 *
 * @param all       shares in use and those that have been replaced and have items still, the oldest first
 * @param byCpu     the share in use of each CPU; null for a CPU that the engine does not use
 * @param only      the share in use of all CPUs, null if there are several
 * @param gone      what shares that have been released have counted
 * @param attrs     as asked for
 * @param effective CPUs that the workqueue may use
 * @param chosen    CPUs one of which is chosen for an item that names none and whose caller is on another
 * @param pods      what load chooses from; null if it does not
 */
@SuppressWarnings("ArrayRecordComponent")   // never compared, and never handed out to be changed
record ShareMap(
        List<QueueShare> all,
        @Nullable QueueShare[] byCpu,
        @Nullable QueueShare only,
        ShareCounters gone,
        WorkqueueAttrs attrs,
        BitSet effective,
        BitSet chosen,
        @Nullable LoadPods pods) {

    /** {@return the share of the CPU, null if the engine does not use it} */
    @Nullable QueueShare of(int cpu) {
        return cpu >= 0 && cpu < byCpu.length ? byCpu[cpu] : null;
    }

    /** {@return the next one of the chosen CPUs after this one, wrapping around} Allocates nothing. */
    int nextChosen(int cpu) {
        int next = chosen.nextSetBit(cpu + 1);
        return next >= 0 ? next : chosen.nextSetBit(0);
    }

    /** {@return the same without a share that has ended its last item} */
    ShareMap without(QueueShare released) {
        List<QueueShare> left = new ArrayList<>(all);
        left.remove(released);
        ShareCounters sum = new ShareCounters();
        sum.add(gone);
        released.addTo(sum);
        return new ShareMap(List.copyOf(left), byCpu, only, sum, attrs, effective, chosen, pods);
    }

    /** {@return whether the share is in use} */
    boolean uses(QueueShare share) {
        for (QueueShare used : byCpu) {
            if (used == share) {
                return true;
            }
        }
        return false;
    }
}
