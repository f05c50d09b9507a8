package io.kedge.runtime.api;

import java.util.List;

/**
 * Attributes of workqueues as text, by name and file name, as the kernel publishes them below
 * {@code /sys/devices/virtual/workqueue} (spec section 12.6). Any thread.
 *
 * <pre>
 * cpumask                 CPUs that unbound workqueues may use; can be written
 * cpumask_requested       the same as asked for last
 * cpumask_isolated        CPUs that the kernel was told to leave alone
 * NAME/per_cpu            1 if it is not unbound
 * NAME/max_active         1 to 2048; can be written unless it is ordered
 * NAME/nice               -20 to 19; this and the rest: of unbound ones only; can be written
 * NAME/cpumask            CPUs asked for
 * NAME/affinity_scope     cpu, smt, ... system; "default (cache_shard)" if it follows the default
 * NAME/affinity_strict    0 or 1; any other number counts as 1
 * </pre>
 *
 * CPU masks are written in hexadecimal, as in {@code ff} or {@code 3,ffffffff}. Text has no line end; one that is given is
 * ignored.
 */
public interface PublishedAttributes {

    /** {@return the names of the workqueues that are published, in order of their publication} */
    List<String> names();

    /**
     * {@return the files of a published workqueue}
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    List<String> files(String name);

    /**
     * {@return what a file says}
     *
     * @param path {@code FILE}, or {@code NAME/FILE} for a workqueue
     * @throws IllegalArgumentException if there is no such file
     */
    String read(String path);

    /**
     * Changes what a file says; what is not understood changes nothing. Waits as {@link Workqueue#applyAttrs} does.
     *
     * @param path as in {@link #read}
     * @throws IllegalArgumentException if there is no such file, it can only be read, or the text is not one of its
     * @throws OutOfMemoryError if a pool cannot be made; everything stays as it was
     */
    void write(String path, String text);

    /**
     * Publishes a workqueue that was not created so (kernel: workqueue_sysfs_register), for instance after its attributes were
     * set.
     *
     * @throws IllegalArgumentException if it is not the engine's
     * @throws IllegalStateException if it is closed, or one of its name is published
     */
    void register(Workqueue workqueue);
}
