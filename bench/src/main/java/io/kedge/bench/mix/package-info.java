/** A mixed load on the engine and its peers: how many of their threads are runnable, seen from outside. */
@NullMarked
package io.kedge.bench.mix;

import org.jspecify.annotations.NullMarked;
