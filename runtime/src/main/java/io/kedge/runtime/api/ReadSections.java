package io.kedge.runtime.api;

/**
 * Sections in which threads read what others replace (kernel: rcu_read_lock). Who has replaced something frees the old
 * one in a {@link RcuWork}: that runs after every section that existed when it was queued has ended (R127).
 *
 * <pre>
 * try (var section = cmwq.readSections().enter()) {
 *     route = routes.get();      // stays usable until the end of the section
 * }
 * </pre>
 */
public interface ReadSections {

    /** A section that is under way. Any thread may end it, once. */
    interface Section extends AutoCloseable {

        /** Ends it. The last one of a grace period queues what waits for that. Does not block. */
        @Override
        void close();
    }

    /** {@return a section that begins now} Sections nest and may overlap. Any thread; allocates nothing, does not block. */
    Section enter();

    /**
     * Waits until every section that exists now has ended (kernel: synchronize_rcu). Called inside a section it waits for
     * ever.
     *
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    void synchronize() throws InterruptedException;
}
