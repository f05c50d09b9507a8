package io.kedge.hal.irq;

/**
 * What gpio-irq waits on: {@code poll} over line descriptors and an eventfd for the character device, a monitor for the
 * simulated board.
 */
public interface EdgeSource extends AutoCloseable {

    /**
     * Waits, without a timeout, until a line has edges or somebody calls {@link #wake}; then hands over what is there and
     * returns. May return with nothing. Must not allocate per edge. gpio-irq only.
     */
    void await(BatchSink sink);

    /** Makes {@link #await} return, the current call or the next one. Any thread; does not wait. */
    void wake();

    /** gpio-irq will not wait here again. Called by gpio-irq last of all; {@link #wake} does nothing from then on. */
    @Override
    void close();
}
