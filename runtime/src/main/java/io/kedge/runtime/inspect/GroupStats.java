package io.kedge.runtime.inspect;

import java.util.List;

/**
 * One group of workqueues at a glance. Counters are since its creation, and monotone.
 *
 * @param name           at most 31 characters
 * @param workqueues     names of those that are in it now, in order of creation
 * @param active         items of these that hold a slot of the group: queued to run, running or asleep
 * @param waiting        items of these that wait for a slot, of the group or of their own workqueue
 * @param maxActive      how many may be active; {@link Integer#MAX_VALUE}: any number
 * @param cpuShare       which part of the CPU time of all CPUs they get at most, percent; 100: no limit
 * @param cpuNanos       CPU time that items of the group have used, nanoseconds
 * @param throttledNow   whether the share is used up now, and nothing becomes active
 * @param throttled      how often that has been so (kernel: nr_throttled in cpu.stat)
 * @param throttledNanos for how long altogether, until there was enough CPU time again, nanoseconds (kernel: throttled_usec); while
 *     that goes on it is brought up to date every 0.1 s if items wait
 */
public record GroupStats(
        String name,
        List<String> workqueues,
        int active,
        int waiting,
        int maxActive,
        int cpuShare,
        long cpuNanos,
        boolean throttledNow,
        long throttled,
        long throttledNanos) {

    /** {@return the limit as people read it: a dash for none} */
    String limitText() {
        return maxActive == Integer.MAX_VALUE ? "-" : Integer.toString(maxActive);
    }
}
