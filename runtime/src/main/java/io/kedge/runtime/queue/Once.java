package io.kedge.runtime.queue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A warning that is given at its first occasion only. */
final class Once {
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    private final AtomicBoolean given = new AtomicBoolean();   // A

    /** Gives the warning if it has not been given. Any thread, no pool's lock held; costs a look later on. */
    void warn(Supplier<String> warning) {
        if (!given.get() && given.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, warning);
        }
    }
}
