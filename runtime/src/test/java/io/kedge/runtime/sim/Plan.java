package io.kedge.runtime.sim;

import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;

/**
 * What kind of simulation a seed makes.
 *
 * @param cpus      CPUs of the machine
 * @param topology  the same, in nodes and pods
 * @param idleNanos idle time after which a carrier ends
 * @param hogNanos  CPU time after which an item is a hog; 0: never
 * @param queues    how many workqueues
 * @param items     how many items
 * @param outsiders how many callers that are no workers
 * @param acts      what each of them does at most
 * @param gapMicros how long a caller waits between two acts, at most
 * @param budget    how many queueings items may do
 * @param faults    one in so many requests for a thread, a worker or a call-back fails; 0: none
 * @param drains    whether workqueues are drained meanwhile
 * @param freezes   whether the engine is frozen meanwhile
 * @param reads     whether grace-period work waits for readers meanwhile; not with drains, which drop it
 * @param storm     whether the callers mainly flush workqueues
 * @param crowd     whether load-aware workqueues get most of their items on one CPU
 * @param mostCarriers how many carriers a pool may have; the engine twice as many
 * @param machine   what happens to the machine meanwhile: 0 its memory becomes short and CPUs go offline, 1 CPUs only,
 *     else nothing
 * @param lends     whether items lend their class to those they flush
 */
record Plan(
        BitSet cpus,
        Topology topology,
        long idleNanos,
        long hogNanos,
        int queues,
        int items,
        int outsiders,
        int acts,
        int gapMicros,
        int budget,
        int faults,
        boolean drains,
        boolean freezes,
        boolean reads,
        boolean storm,
        boolean crowd,
        int mostCarriers,
        int machine,
        boolean lends) {
    private static final long MILLI = 1_000_000;
    private static final int PLENTY = 1_000;

    static Plan of(Dice dice) {
        BitSet cpus = new BitSet();
        cpus.set(dice.below(2));
        if (dice.oneIn(2)) {
            cpus.set(3);
        }
        boolean crowd = dice.oneIn(8);
        if (dice.oneIn(8) || crowd) {
            cpus.set(0, 4);
        }
        boolean storm = dice.oneIn(16);
        boolean isLong = dice.oneIn(10) || crowd;
        int trouble = dice.below(8);
        boolean lends = dice.oneIn(3);
        return new Plan(
                cpus,
                topology(cpus, crowd ? dice.between(1, 3) : dice.below(4)),
                dice.oneIn(2) ? dice.between(1, dice.oneIn(2) ? 5 : 50) * MILLI : 300_000 * MILLI,
                dice.oneIn(8) ? 0 : 2 * MILLI,
                lends ? dice.between(2, 6) : dice.between(1, 4),
                isLong || lends ? 12 : dice.between(1, 8),
                storm ? 20 : crowd ? 4 : dice.between(1, 4),
                storm ? 3 : isLong ? 25 : dice.between(2, 10),
                dice.oneIn(2) ? 2_000 : 200,
                isLong ? 150 : dice.between(5, 40),
                dice.oneIn(3) ? dice.between(3, 10) : 0,
                trouble < 2,
                dice.oneIn(4),
                trouble == 2,
                storm,
                crowd,
                dice.oneIn(4) ? dice.between(1, 4) : PLENTY,
                dice.below(4),
                lends);
    }

    /** {@return whether carriers may be wanted and not made} */
    boolean brakes() {
        return mostCarriers < PLENTY || shortages();
    }

    /** {@return whether memory becomes short meanwhile} */
    boolean shortages() {
        return machine == 0;
    }

    /** {@return whether CPUs go offline and come back meanwhile, if there are several} */
    boolean hotplugs() {
        return machine <= 1;
    }

    /** {@return the attributes of load-aware workqueues: in a crowd a pod has a slot for each of its own CPUs only} */
    WorkqueueAttrs attrs() {
        return WorkqueueAttrs.standard().withAffinityStrict(crowd);
    }

    /** In one piece, or each CPU a pod, or two nodes with a pod each, or with a pod for each CPU. */
    private static Topology topology(BitSet cpus, int shape) {
        if (shape == 0) {
            return new Topology(cpus);
        }
        BitSet low = (BitSet) cpus.clone();
        low.clear(2, 4);
        BitSet rest = (BitSet) cpus.clone();
        rest.andNot(low);
        List<BitSet> nodes = shape == 1 ? List.of(cpus) : List.of(low, rest);
        List<BitSet> pods = shape == 2 ? nodes.stream().filter(node -> !node.isEmpty()).toList()
                : cpus.stream().mapToObj(Plan::only).toList();
        return new Topology(cpus, nodes, pods);
    }

    private static BitSet only(int cpu) {
        BitSet only = new BitSet();
        only.set(cpu);
        return only;
    }

    /** {@return one of the engine's CPUs} */
    int someCpu(Dice dice) {
        int cpu = cpus.nextSetBit(crowd && !dice.oneIn(4) ? 0 : dice.below(4));
        return cpu >= 0 ? cpu : cpus.nextSetBit(0);
    }
}
