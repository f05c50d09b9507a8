package io.kedge.runtime.queue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.cpu.MaskText;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.pool.Rescuer;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;

/** How an engine is set up, as text in the sections of the kernel's wq_dump (spec section 12.4). Takes no pool's lock for long. */
public final class ConfigurationDump {
    private final QueueHome home;
    private final Topology topology;
    private final List<EngineWorkqueue> workqueues;
    private final StringBuilder text = new StringBuilder();

    private ConfigurationDump(QueueHome home, List<EngineWorkqueue> workqueues) {
        this.home = home;
        this.topology = home.topology();
        this.workqueues = workqueues;
    }

    /** {@return the text, with a line end after each line} */
    public static String of(QueueHome home, List<EngineWorkqueue> workqueues) {
        ConfigurationDump dump = new ConfigurationDump(home, workqueues);
        dump.scopes();
        dump.pools();
        dump.placing();
        dump.rescuers();
        dump.limits();
        return dump.text.toString();
    }

    private void title(String title) {
        text.append(text.isEmpty() ? "" : "\n").append(title).append('\n').append("=".repeat(title.length())).append('\n');
    }

    @SuppressWarnings("AnnotateFormatMethod")   // its annotation is not on the class path of the engine, which has none
    private void line(String format, Object... parts) {
        text.append(String.format(Locale.ROOT, format, parts).stripTrailing()).append('\n');
    }

    private String mask(BitSet cpus) {
        return MaskText.format(cpus, topology.limit());
    }

    private void scopes() {
        title("Affinity Scopes");
        line("wq_unbound_cpumask=%s", mask(home.unbound().cpus()));
        for (AffinityScope scope : AffinityScope.values()) {
            if (scope != AffinityScope.DEFAULT) {
                scope(scope, topology.pods(scope));
            }
        }
    }

    private void scope(AffinityScope scope, List<BitSet> pods) {
        StringBuilder cpus = new StringBuilder();
        StringBuilder nodes = new StringBuilder();
        StringBuilder podOf = new StringBuilder();
        for (int pod = 0; pod < pods.size(); pod++) {
            cpus.append(" [").append(pod).append("]=").append(mask(pods.get(pod)));
            nodes.append(" [").append(pod).append("]=").append(topology.nodeOf(pods.get(pod)));
        }
        for (int cpu : topology.cpus().stream().toArray()) {
            int pod = 0;
            while (!pods.get(pod).get(cpu)) {
                pod++;
            }
            podOf.append(" [").append(cpu).append("]=").append(pod);
        }
        line("%n%s%s", scope.name(), scope == home.unbound().defaultScope() ? " (default)" : "");
        line("  nr_pods  %d", pods.size());
        line("  pod_cpus%s", cpus);
        line("  pod_node%s", nodes);
        line("  cpu_pod %s", podOf);
    }

    private void pools() {
        title("Worker Pools");
        List<PoolTable.Used> used = home.pools().used();
        for (WorkerPool pool : home.pools().all()) {
            PoolStats stats = pool.stats();
            PoolTable.Used its = used.stream().filter(one -> one.pool() == pool).findFirst().orElse(null);
            String where = pool.spec().cpu() >= 0 ? "cpu=" + pool.spec().cpu() : "cpus=" + mask(pool.spec().cpus());
            if (its != null && !its.attrs().pod().equals(its.attrs().allowed())) {
                where += " pod_cpus=" + mask(its.attrs().pod());
            }
            boolean strict = its != null && its.attrs().strict();
            int users = pool.spec().cpu() >= 0 ? 1 : its == null ? 0 : its.users();
            line("pool[%02d] ref=%2d nice=%3d idle/workers=%3d/%3d %s%s",
                    stats.id(), users, stats.nice(), stats.idle(), stats.workers(), where, strict ? " strict" : "");
        }
    }

    private void placing() {
        title("Workqueue CPU -> pool");
        StringBuilder heads = new StringBuilder();
        topology.cpus().stream().forEach(cpu -> heads.append(String.format(Locale.ROOT, " %3d", cpu)));
        line("[%-32s %-9s%s]", "workqueue", "type \\ CPU", heads);
        for (EngineWorkqueue workqueue : workqueues) {
            ShareMap map = workqueue.shares().map();
            StringBuilder ids = new StringBuilder();
            for (int cpu : topology.cpus().stream().toArray()) {
                QueueShare share = map.of(cpu);
                ids.append(String.format(Locale.ROOT, " %3d", share == null ? -1 : share.pool().spec().id()));
            }
            line(" %-32s %-10s%s", workqueue.name(), type(workqueue), ids);
        }
    }

    private static String type(EngineWorkqueue workqueue) {
        WorkqueueSpec spec = workqueue.spec();
        if (!spec.has(Flag.UNBOUND)) {
            return "percpu";
        }
        if (spec.has(Flag.ORDERED)) {
            return "ordered";
        }
        String marks = (workqueue.attrs().affinityStrict() ? "S" : "") + (workqueue.shares().isLoadAware() ? "L" : "")
                + (workqueue.shares().isByDeadline() ? "D" : "");
        return marks.isEmpty() ? "unbound" : "unbound," + marks;
    }

    private void rescuers() {
        title("Workqueue -> rescuer");
        for (EngineWorkqueue workqueue : workqueues) {
            Rescuer rescuer = workqueue.rescuer();
            if (rescuer != null) {
                line("%-33s %s", workqueue.name(), rescuer.name());
            }
        }
    }

    private void limits() {
        title("Unbound workqueue -> node active/max");
        for (EngineWorkqueue workqueue : workqueues) {
            List<SlotCounter> nodes = workqueue.shares().nodes();
            StringBuilder counts = new StringBuilder();
            for (int node = 0; node < nodes.size(); node++) {
                counts.append(node < nodes.size() - 1 ? " [" + node + "] " : " [all] ")
                        .append(nodes.get(node).active()).append('/').append(nodes.get(node).limit());
            }
            if (!nodes.isEmpty()) {
                line("%-33s min=%d max=%d%s", workqueue.name(), workqueue.minActive(), workqueue.maxActive(), counts);
            }
        }
    }
}
