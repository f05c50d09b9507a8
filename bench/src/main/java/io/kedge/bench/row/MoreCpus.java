package io.kedge.bench.row;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.PlayedCpus;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** The engine on more and more CPUs, which the machine need not have. */
final class MoreCpus extends Growth {
    private static final int ROUNDS = 20;

    MoreCpus() {
        super("growth-cpus", "How cost grows with the CPUs", "Engines on 1 to 64 CPUs, most of which are only played: their carriers"
                + " share those of the machine. Costs are a CPU, or an item: items are queued on the CPUs in turn, " + ROUNDS + " each, one at a"
                + " time on a CPU.", "CPUs", 1, 2, 4, 8, 16, 32, 64);
    }

    @Override
    void once(int size, Curve curve) throws InterruptedException {
        curve.weigh();
        curve.start();
        try (Cmwq cmwq = PlayedCpus.start(size)) {
            Workqueue workqueue = cmwq.workqueue("growth").percpu().create();
            curve.took("start the engine, make a workqueue", size);
            Tally[] ran = new Tally[size];
            Work[] items = new Work[size];
            for (int cpu = 0; cpu < size; cpu++) {
                ran[cpu] = new Tally();
                items[cpu] = Cmwq.work(ran[cpu]);
                workqueue.queueOn(cpu, items[cpu]);
            }
            workqueue.flush();
            curve.took("first item of a CPU", size);
            for (int round = 1; round < ROUNDS; round++) {
                for (int cpu = 0; cpu < size; cpu++) {
                    workqueue.queueOn(cpu, items[cpu]);
                }
                workqueue.flush();
            }
            curve.took("queue and run an item", size * (ROUNDS - 1));
            int pools = cmwq.snapshot().pools().size();
            curve.took("snapshot, a pool", pools);
            Tally.awaitAll(ran, ROUNDS);
            curve.weighed("heap, a CPU", size);
        }
    }
}
