/**
 * Who runs now: worker pools, their workers, and the carriers that mount them.
 *
 * <p>Lock order: a workqueue's lock, then one pool's lock. Two pool locks are never held together. Under a pool's lock:
 * own code only; no allocation, class initialisation, logging, unpark or user code (DESIGN D11).
 */
@NullMarked
package io.kedge.runtime.pool;

import org.jspecify.annotations.NullMarked;
