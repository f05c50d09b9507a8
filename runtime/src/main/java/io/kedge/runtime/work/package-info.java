/**
 * The state of one item: one word, one method per transition.
 *
 * <p>What an item needs of the places it travels through (the pool it is queued on, the timer it is armed on) it asks
 * through the interfaces of this package, which those places implement.
 */
@NullMarked
package io.kedge.runtime.work;

import org.jspecify.annotations.NullMarked;
