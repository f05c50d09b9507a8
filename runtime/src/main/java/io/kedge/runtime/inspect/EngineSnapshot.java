package io.kedge.runtime.inspect;

import java.util.List;

/**
 * The whole engine at one look.
 *
 * @param workqueues   in order of creation
 * @param groups       in order of creation
 * @param pools        in order of their ids
 * @param workers      of all pools
 * @param delayedItems entries in the timer's heap
 * @param degraded     what the engine has to do without, for instance {@code no-priorities}, each with its cure; empty when all works
 */
public record EngineSnapshot(
        List<WorkqueueStats> workqueues,
        List<GroupStats> groups,
        List<PoolStats> pools,
        List<WorkerInfo> workers,
        int delayedItems,
        List<String> degraded) { }
