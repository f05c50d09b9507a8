package io.kedge.hal.debounce;

/**
 * Edges that a machine has taken and not yet told of: what it hands to the one that follows it.
 *
 * @param first the edge that began the movement
 * @param last  the newest of its edges, or {@code first} if there is none that was not told
 * @param edges how many were not told, from 0
 * @param told  true if {@code first} has been told and the others are what came in its lock-out
 */
public record Movement(Sample first, Sample last, int edges, boolean told) { }
