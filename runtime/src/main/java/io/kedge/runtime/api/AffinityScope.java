package io.kedge.runtime.api;

import java.util.Locale;

/**
 * Which CPUs share a pool of workers for the items of an unbound workqueue (spec section 6.6): items run near the CPU that
 * queued them, as near as the scope says.
 */
public enum AffinityScope {
    /** Whatever is the engine's default, at first {@link #CACHE_SHARD}; follows it when it is changed. */
    DEFAULT,
    /** Every CPU on its own. */
    CPU,
    /** The hardware threads of one core. */
    SMT,
    /** The CPUs that share the last-level cache. */
    CACHE,
    /** Each last-level cache cut into shards of about 8 cores (CmwqBuilder.cacheShardSize). */
    CACHE_SHARD,
    /** The CPUs of one NUMA node. */
    NUMA,
    /** All CPUs together. */
    SYSTEM;

    /** {@return the kernel's name, for instance {@code cache_shard}} */
    public String kernelName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the scope of this kernel name}
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static AffinityScope named(String kernelName) {
        StringBuilder names = new StringBuilder();
        for (AffinityScope scope : values()) {
            if (scope.kernelName().equals(kernelName)) {
                return scope;
            }
            names.append(names.isEmpty() ? "" : ", ").append(scope.kernelName());
        }
        throw new IllegalArgumentException("no affinity scope is called " + kernelName + "; there are " + names);
    }
}
