package io.kedge.app.gpio;

/**
 * What a bean's handler did since the start.
 *
 * @param name      bean class and method
 * @param workqueue where it runs
 * @param handled   events it returned from
 * @param failed    events it threw on
 * @param dropped   events that gave way because it was behind
 */
public record HandlerStats(String name, String workqueue, long handled, long failed, long dropped) { }
