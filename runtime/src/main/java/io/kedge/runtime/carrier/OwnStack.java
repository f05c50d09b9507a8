package io.kedge.runtime.carrier;

import org.jspecify.annotations.Nullable;

/** The strand of one that runs items on its thread's own stack: nobody mounts it, and it does not yield. */
public final class OwnStack implements Strand {
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();   // C

    @Override
    public void start() { }

    @Override
    public void mount() {
        throw new IllegalStateException("what runs on its own stack cannot be mounted");
    }

    @Override
    public void yield() { }

    @Override
    public @Nullable Left reset() {
        return LoomStrand.reset(Thread.currentThread(), loader);
    }
}
