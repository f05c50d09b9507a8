package io.kedge.bench.row;

import io.kedge.bench.Bell;
import io.kedge.bench.Cpus;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/** More and more workqueues in one engine. */
final class MoreWorkqueues extends Growth {

    MoreWorkqueues() {
        super("growth-workqueues", "How cost grows with the workqueues", "1 to 10,000 per-CPU workqueues in one engine, one item on each."
                + " Costs are a workqueue, or an item.", "workqueues", 1, 10, 100, 1_000, 10_000);
    }

    @Override
    void once(int size, Curve curve) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue[] all = new Workqueue[size];
            Work[] items = new Work[size];
            Tally[] ran = new Tally[size];
            for (int i = 0; i < size; i++) {
                ran[i] = new Tally();
                items[i] = Cmwq.work(ran[i]);
            }
            curve.weigh();
            curve.start();
            for (int i = 0; i < size; i++) {
                all[i] = cmwq.workqueue("growth").percpu().create();
            }
            curve.took("make one", size);
            curve.weighed("heap of one", size);
            runOne(all[0]);   // its carrier is there
            curve.start();
            for (int i = 0; i < size; i++) {
                all[i].queueOn(Cpus.runner(), items[i]);
            }
            runOne(all[size - 1]);   // the last of this CPU
            curve.took("queue and run an item", size);
            Tally.awaitAll(ran, 1);
            curve.start();
            for (Workqueue one : all) {
                one.flush();
            }
            curve.took("flush one", size);
            int seen = cmwq.snapshot().workqueues().size();
            curve.took("snapshot, a workqueue", seen);
            unbound(cmwq, size, curve);
            curve.start();
            for (Workqueue one : all) {
                one.close();
            }
            curve.took("close one", size);
        }
    }

    private static void runOne(Workqueue workqueue) {
        Bell bell = new Bell();
        bell.arm(Thread.currentThread());
        workqueue.queueOn(Cpus.runner(), Cmwq.work(bell::ring));
        bell.await();
    }

    /** As many again. They end with the engine. */
    private static void unbound(Cmwq cmwq, int size, Curve curve) {
        curve.start();
        for (int i = 0; i < size; i++) {
            cmwq.workqueue("growth").unbound().create();
        }
        curve.took("make an unbound one", size);
    }
}
