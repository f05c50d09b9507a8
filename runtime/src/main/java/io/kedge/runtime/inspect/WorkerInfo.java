package io.kedge.runtime.inspect;

/**
 * One worker at one look.
 *
 * @param name         as the kernel shows it: {@code kworker/0:1+events} while it runs an item of that workqueue, or of that
 *     description, {@code kworker/0:1-events} after it, {@code kworker/0:1} before its first (R62)
 * @param pool         id of its pool
 * @param function     class of the function it runs; empty if it runs none
 * @param runningNanos how long its item has been running, 0 or more; 0 if it runs none
 */
public record WorkerInfo(String name, int pool, String function, long runningNanos) { }
