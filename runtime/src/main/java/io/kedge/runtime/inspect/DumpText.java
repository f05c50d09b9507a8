package io.kedge.runtime.inspect;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.kedge.runtime.inspect.StateDump.Items;
import io.kedge.runtime.inspect.StateDump.Line;
import io.kedge.runtime.inspect.StateDump.PoolDump;
import io.kedge.runtime.inspect.StateDump.Running;
import io.kedge.runtime.inspect.StateDump.ShareDump;
import io.kedge.runtime.inspect.StateDump.WorkqueueDump;

/** A state dump as the kernel prints it; names stand where it has numbers of processes. */
final class DumpText {
    private DumpText() { }

    static String of(StateDump dump) {
        var text = new StringBuilder("Showing busy workqueues and worker pools:\n");
        dump.workqueues().forEach(workqueue -> workqueue(text, workqueue));
        dump.pools().forEach(pool -> pool(text, pool));
        dump.groups().forEach(group -> group(text, group));
        return text.toString();
    }

    private static void workqueue(StringBuilder text, WorkqueueDump workqueue) {
        text.append("workqueue ").append(workqueue.name()).append(": flags=").append(String.join("|", workqueue.flags())).append('\n');
        workqueue.shares().forEach(share -> share(text, share));
    }

    private static void share(StringBuilder text, ShareDump share) {
        text.append("  pwq ").append(share.pool()).append(": ").append(share.poolName()).append(" cpus=").append(share.cpus())
                .append(" nice=").append(share.nice()).append(" active=").append(share.active())
                .append(" refcnt=").append(share.refs()).append(share.mayday() ? " MAYDAY\n" : "\n");
        if (!share.inFlight().isEmpty()) {
            String running = share.inFlight().stream().map(DumpText::running).collect(Collectors.joining(", "));
            text.append("    in-flight: ").append(running).append('\n');
        }
        items(text, "    pending: ", share.pending());
        items(text, "    inactive: ", share.inactive());
    }

    private static String running(Running item) {
        return item.worker() + (item.rescuer() ? "(RESCUER)" : "") + ":" + item.function() + " for "
                + TimeUnit.NANOSECONDS.toSeconds(item.nanos()) + "s" + (item.again() ? " ," + item.function() : "")
                + barriers(item.waiters());
    }

    private static void items(StringBuilder text, String heading, Items items) {
        if (items.total() > 0) {
            text.append(heading).append(items.lines().stream().map(DumpText::line).collect(Collectors.joining(", ")));
            text.append(items.leftOut() > 0 ? " ... and " + items.leftOut() + " more\n" : "\n");
        }
    }

    private static String line(Line line) {
        return (line.count() > 1 ? line.count() + "*" : "") + line.function() + barriers(line.waiters());
    }

    private static String barriers(List<String> waiters) {
        return waiters.stream().map(waiter -> ", BAR(" + waiter + ")").collect(Collectors.joining());
    }

    private static void pool(StringBuilder text, PoolDump pool) {
        text.append("pool ").append(pool.id()).append(": ").append(pool.name()).append(" cpus=").append(pool.cpus())
                .append(" nice=").append(pool.nice()).append(" hung=").append(TimeUnit.NANOSECONDS.toSeconds(pool.hungNanos()))
                .append("s workers=").append(pool.workers()).append(pool.making() ? " manager: making a worker" : "");
        if (!pool.idle().isEmpty()) {
            text.append(" idle: ").append(String.join(" ", pool.idle()));
        }
        text.append('\n');
    }

    /** The kernel has none of these: they come last. */
    private static void group(StringBuilder text, GroupStats group) {
        text.append("group ").append(group.name()).append(": active=").append(group.active()).append('/').append(group.limitText())
                .append(" waiting=").append(group.waiting()).append(" cpu=").append(group.cpuShare()).append('%')
                .append(group.throttledNow() ? " THROTTLED\n" : "\n");
    }
}
