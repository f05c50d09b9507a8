package io.kedge.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.kedge.runtime.queue.EngineWorkqueue;
import io.kedge.runtime.queue.WorkqueueSpec;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;

/** The system workqueues under their kernel names (spec section 10), but for those in soft interrupts. */
final class SystemWorkqueues {
    private static final int DEFAULT = 1024;
    private static final int UNBOUND = 2048;

    private SystemWorkqueues() { }

    static Map<String, EngineWorkqueue> create(Function<WorkqueueSpec, EngineWorkqueue> maker) {
        Map<String, EngineWorkqueue> system = new LinkedHashMap<>();
        add(system, maker, "events", DEFAULT, Flag.PERCPU);
        add(system, maker, "events_highpri", DEFAULT, Flag.PERCPU, Flag.HIGHPRI);
        add(system, maker, "events_long", DEFAULT, Flag.PERCPU);
        add(system, maker, "events_unbound", UNBOUND, Flag.UNBOUND);
        add(system, maker, "events_dfl_long", UNBOUND, Flag.UNBOUND);
        add(system, maker, "events_freezable", DEFAULT, Flag.PERCPU, Flag.FREEZABLE);
        return Map.copyOf(system);
    }

    private static void add(Map<String, EngineWorkqueue> system, Function<WorkqueueSpec, EngineWorkqueue> maker,
            String name, int maxActive, Flag... flags) {
        system.put(name, maker.apply(new WorkqueueSpec(name, Set.of(flags), maxActive)));
    }
}
