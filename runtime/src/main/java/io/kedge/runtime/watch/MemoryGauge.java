package io.kedge.runtime.watch;

import org.jspecify.annotations.Nullable;

/** Says whether memory is short. The port to the machine's memory; a simulation has its own. */
@FunctionalInterface
public interface MemoryGauge {

    /** {@return what is short, for a message; null if nothing is} The timer's thread only; does not wait. */
    @Nullable String shortage();
}
