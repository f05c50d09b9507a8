package io.kedge.runtime;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.WorkqueueSpec;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import org.jspecify.annotations.Nullable;

/** The system workqueues under their kernel names (spec section 10). */
final class SystemWorkqueues {
    private static final int PERCPU = 1024;
    private static final int UNBOUND = 2048;
    private static final int BH = 0;   // no limit

    /**
     * One of them.
     *
     * @param pointer its variable in the kernel: {@code system_percpu_wq}
     * @param name    its own: {@code events}
     */
    private record Row(String pointer, String name, int maxActive, Set<Flag> flags) { }

    private static final List<Row> ROWS = List.of(
            new Row("system_percpu_wq", "events", PERCPU, Set.of(Flag.SYSTEM, Flag.PERCPU)),
            new Row("system_wq", "events", PERCPU, Set.of(Flag.DEPRECATED, Flag.PERCPU)),
            new Row("system_highpri_wq", "events_highpri", PERCPU, Set.of(Flag.SYSTEM, Flag.HIGHPRI, Flag.PERCPU)),
            new Row("system_long_wq", "events_long", PERCPU, Set.of(Flag.SYSTEM, Flag.PERCPU)),
            new Row("system_dfl_wq", "events_unbound", UNBOUND, Set.of(Flag.SYSTEM, Flag.UNBOUND)),
            new Row("system_unbound_wq", "events_unbound", UNBOUND, Set.of(Flag.DEPRECATED, Flag.UNBOUND)),
            new Row("system_dfl_long_wq", "events_dfl_long", UNBOUND, Set.of(Flag.SYSTEM, Flag.UNBOUND)),
            new Row("system_freezable_wq", "events_freezable", PERCPU, Set.of(Flag.SYSTEM, Flag.FREEZABLE, Flag.PERCPU)),
            new Row("system_power_efficient_wq", "events_power_efficient", PERCPU,
                    Set.of(Flag.SYSTEM, Flag.POWER_EFFICIENT, Flag.PERCPU)),
            new Row("system_freezable_power_efficient_wq", "events_freezable_pwr_efficient", PERCPU,
                    Set.of(Flag.SYSTEM, Flag.FREEZABLE, Flag.POWER_EFFICIENT, Flag.PERCPU)),
            new Row("system_bh_wq", "events_bh", BH, Set.of(Flag.SYSTEM, Flag.BH, Flag.PERCPU)),
            new Row("system_bh_highpri_wq", "events_bh_highpri", BH, Set.of(Flag.SYSTEM, Flag.BH, Flag.HIGHPRI, Flag.PERCPU)));

    private final Map<String, EngineWorkqueue> byName = new LinkedHashMap<>();   // C   both names; a shared one means the first

    SystemWorkqueues(Function<WorkqueueSpec, EngineWorkqueue> maker, boolean savesPower) {
        for (Row row : ROWS) {
            EngineWorkqueue workqueue = maker.apply(
                    WorkqueueSpec.of(row.name, EnumSet.copyOf(row.flags), row.maxActive, savesPower));
            byName.putIfAbsent(row.name, workqueue);
            byName.put(row.pointer, workqueue);
        }
    }

    @Nullable EngineWorkqueue find(String name) {
        return byName.get(name);
    }

    Set<String> names() {
        return byName.keySet();
    }
}
