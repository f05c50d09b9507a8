package io.kedge.runtime.pool;

import java.util.BitSet;

import io.kedge.runtime.carrier.CarrierFactory;
import io.kedge.runtime.carrier.StrandFactory;
import io.kedge.runtime.work.NanoClock;

/**
 * What a pool is, for its whole life.
 *
 * @param id      unique in the engine
 * @param name    as in {@code top -H}: {@code kcpu/0}, {@code kcpu/0H}, {@code kcpu/u4}
 * @param cpu     CPU it is bound to, -1 if unbound
 * @param cpus    CPUs its carriers are bound to
 * @param pod     those of them that they shall be on, as far as the kernel leaves them there
 * @param nice    nice value of its carriers, -20 to 19
 * @param slots   how many carriers may start items at once: 1 if bound
 * @param byDeadline whether items start in the order of their deadlines, not of their arrival
 */
public record PoolSpec(int id, String name, int cpu, BitSet cpus, BitSet pod, int nice, int slots, boolean byDeadline) {

    /**
     * What every pool of an engine shares.
     *
     * @param lends whether who flushes an item lends it his class
     */
    public record Engine(NanoClock clock, StrandFactory strands, CarrierFactory runners, Crew crew, boolean lends) {

        /** Without priority inheritance. */
        public Engine(NanoClock clock, StrandFactory strands, CarrierFactory runners, Crew crew) {
            this(clock, strands, runners, crew, false);
        }
    }

    /** Is one runnable worker kept, as long as there is work? Else items start as fast as there are slots. */
    boolean managed() {
        return cpu >= 0;
    }

    /** May its carriers leave the pod? */
    boolean roams() {
        return !pod.equals(cpus);
    }

    /** {@return the kernel's name of a worker: kworker/0:1, kworker/0:1H, kworker/u4:1} */
    String workerName(int number) {
        return managed()
                ? "kworker/" + cpu + ":" + number + (nice < 0 ? "H" : "")
                : "kworker/u" + id + ":" + number;
    }
}
