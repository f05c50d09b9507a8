package io.kedge.runtime.watch;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.inspect.WorkerStack;
import io.kedge.runtime.pool.WorkerPool;

/** What the watchdog says: which pools are stalled, the state dump, and where their workers are. */
final class StallReport {

    /** A pool that has made no progress for so long. */
    record Stall(WorkerPool pool, long nanos) { }

    private StallReport() { }

    static String text(List<Stall> stalls, StateDump dump) {
        var text = new StringBuilder();
        stalls.forEach(stall -> headline(text, stall));
        text.append("Find in the stacks what holds the workers: let it sleep where Java sees it (no native call without"
                + " Blocking.call), run it on an unbound or CPU-intensive workqueue, or call Cmwq.touchWatchdog() if it is meant to"
                + " take long.\n");
        text.append(dump.text());
        stalls.forEach(stall -> stacks(text, stall.pool()));
        return text.toString();
    }

    private static void headline(StringBuilder text, Stall stall) {
        var spec = stall.pool().spec();
        text.append("workqueue lockup: pool ").append(spec.id()).append(" ").append(spec.name()).append(" cpus=")
                .append(stall.pool().view().cpus()).append(" nice=").append(spec.nice()).append(" stuck for ")
                .append(TimeUnit.NANOSECONDS.toSeconds(stall.nanos())).append("s!\n");
    }

    private static void stacks(StringBuilder text, WorkerPool pool) {
        text.append("Showing where the workers of pool ").append(pool.spec().name()).append(" are:\n");
        List<WorkerStack> stacks = pool.view().stacks();
        stacks.forEach(stack -> text.append(stack.text()));
        if (stacks.isEmpty()) {
            text.append("  none is on a carrier; ").append(pool.view().carriers()).append('\n');
        }
    }
}
