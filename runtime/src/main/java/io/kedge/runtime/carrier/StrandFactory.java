package io.kedge.runtime.carrier;

/** Makes strands. */
@FunctionalInterface
public interface StrandFactory {

    /** {@return a strand that has not started, for this owner} Allocates. */
    Strand make(String name, Strand.Owner owner);
}
