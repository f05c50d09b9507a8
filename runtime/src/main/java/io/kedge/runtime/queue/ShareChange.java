package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.pool.WorkerPool;

/**
 * New shares of one workqueue, made and not yet in use (kernel: apply_wqattrs_ctx). Ends with one call, of {@link #install} or
 * {@link #abandon}, neither of which can fail.
 */
final class ShareChange {
    private final ShareTable table;
    private final PoolTable pools;
    private final ShareMap next;
    final List<QueueShare> fresh;

    ShareChange(ShareTable table, PoolTable pools, ShareMap next, List<QueueShare> fresh) {
        this.table = table;
        this.pools = pools;
        this.next = next;
        this.fresh = fresh;
    }

    void install() {
        table.install(next, fresh);
    }

    void abandon() {
        giveBack(pools, fresh);
    }

    static void giveBack(PoolTable pools, List<QueueShare> shares) {
        for (QueueShare share : shares) {
            WorkerPool pool = share.pool();
            pools.giveBack(pool);
        }
    }
}
