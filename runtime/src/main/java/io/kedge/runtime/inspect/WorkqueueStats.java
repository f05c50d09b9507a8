package io.kedge.runtime.inspect;

import java.util.List;
import java.util.Set;

/**
 * Counters of one workqueue since its creation, named as in the kernel's wq_monitor. Each is monotone; they are read one
 * after the other, so that sums may be off by what happened meanwhile.
 *
 * @param name         at most 31 characters
 * @param flags        the kernel's names, for instance {@code WQ_HIGHPRI}
 * @param maxActive    limit per CPU (per-CPU workqueue) or in all (unbound), as it was set last, frozen or not
 * @param group        name of the group that it is in, empty if in none
 * @param started      functions entered
 * @param completed    functions that returned or threw; started - completed is in flight
 * @param failed       functions that threw
 * @param queued       items accepted; queued - started - cancelled is waiting
 * @param cancelled    pending items taken back before they started
 * @param cpuIntensive items taken out of concurrency management by the tick
 * @param cmWakeup     items started because the one before them fell asleep
 * @param delayQueueNanos time from queueing to start, summed over started items, nanoseconds
 * @param dropped      items not taken, by a call or when their delay was over, because the workqueue was being drained or closed
 * @param repatriated  times a carrier was found outside its pod when it was called for an item of this unbound workqueue,
 *     and was brought back (R142)
 * @param mayday       calls for the rescuer; 0 without MEM_RECLAIM
 * @param rescued      items that the rescuer ran
 * @param moved        times a waiting item was moved to a pod with idle slots; 0 unless it was created load-aware
 * @param missed       items that ended after their deadlines
 * @param worstLateNanos by how much the latest of these was late, nanoseconds; 0 if none was
 * @param lent         pending items that were lent a higher class by who flushed them; 0 without priority inheritance
 * @param times        where the time of its items went
 * @param pools        ids of the pools it uses now, the lowest first
 */
public record WorkqueueStats(
        String name,
        Set<String> flags,
        int maxActive,
        String group,
        long started,
        long completed,
        long failed,
        long queued,
        long cancelled,
        long cpuIntensive,
        long cmWakeup,
        long delayQueueNanos,
        long dropped,
        long repatriated,
        long mayday,
        long rescued,
        long moved,
        long missed,
        long worstLateNanos,
        long lent,
        WorkqueueTimes times,
        List<Integer> pools) {

    /** {@return whether it is bound to no CPU} */
    public boolean unbound() {
        return flags.contains("WQ_UNBOUND");
    }

    /** {@return whether it has a rescuer} */
    public boolean memReclaim() {
        return flags.contains("WQ_MEM_RECLAIM");
    }

    /** {@return items whose function is running or asleep now} */
    public long inFlight() {
        return Math.max(0, started - completed);
    }

    /** {@return items queued and neither started nor cancelled} */
    public long waiting() {
        return Math.max(0, queued - started - cancelled);
    }
}
