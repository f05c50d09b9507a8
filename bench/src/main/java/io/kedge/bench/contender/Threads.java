package io.kedge.bench.contender;

import java.util.concurrent.ThreadFactory;

import io.kedge.bench.Cpus;

/** Makes the peers' threads. */
final class Threads {
    private Threads() { }

    /** {@return threads that end with the process} */
    static ThreadFactory unbound() {
        return Thread.ofPlatform().name("peer").daemon().factory();
    }

    /** {@return the same, each bound to the CPU: as the engine's carriers are} */
    static ThreadFactory boundTo(int cpu) {
        ThreadFactory plain = unbound();
        return task -> plain.newThread(() -> {
            Cpus.bindTo(cpu);
            task.run();
        });
    }
}
