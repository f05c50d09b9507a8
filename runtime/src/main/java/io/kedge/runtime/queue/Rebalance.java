package io.kedge.runtime.queue;


/**
 * Moves waiting items of load-aware workqueues from pods where every slot is in use to pods with idle slots, if both looks, this
 * one and the one before, found it so. Looks are those of the tick, which takes turns only while work waits somewhere: so an
 * idle engine is left asleep. Ordered and bound work has no other place to go.
 *
 * <p>The oldest item goes first: it overtakes none of its workqueue in the pod that it leaves, and goes behind all in the pod that
 * it joins. An item beyond the workqueue's limit waits for the limit, not for a pod: it can be moved when it is active. At one
 * look no more are moved to a pod than it has idle slots.
 */
public final class Rebalance {
    private final CreationList<ShareTable> users = new CreationList<>();   // A   load-aware ones

    void join(ShareTable table) {
        if (table.isLoadAware()) {
            users.add(table);
        }
    }

    void leave(ShareTable table) {
        users.remove(table);
    }

    /** One look, and what it leads to. The tick's thread only; waits for nobody but a pool's lock. */
    public void look() {
        users.view().forEach(Rebalance::look);
    }

    private static void look(ShareTable table) {
        LoadPods pods = table.map().pods();
        for (int i = 0; pods != null && i < pods.count(); i++) {
            int target = pods.load(i).isOverloaded() ? pods.target(i, table.nowNanos()) : LoadPods.NONE;
            boolean lasts = pods.imbalanced[i];
            pods.imbalanced[i] = target != LoadPods.NONE;
            if (lasts && target != LoadPods.NONE) {
                relieve(table, pods, i, target);
            }
        }
    }

    private static void relieve(ShareTable table, LoadPods pods, int from, int to) {
        pods.imbalanced[to] = false;   // a slot that has been given to what comes now is in use, and the item waits still
        table.flush().askIfFree(() -> {
            boolean moves = table.map().pods() == pods;   // else the shares are being replaced
            Move move = new Move(pods.share(from), pods.share(to));
            for (int room = Math.min(pods.load(to).room(), pods.load(from).waiting()); moves && room > 0; room--) {
                moves = move.oldest();
            }
            return true;
        });
    }
}
