package io.kedge.app;

import jakarta.inject.Singleton;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Handlers;
import io.kedge.app.gpio.Lines;
import io.kedge.app.suspend.SuspendWatch;

/**
 * What the life cycle starts and stops, in this order.
 *
 * @param engine   the workqueues
 * @param freezer  why they stand still
 * @param lines    the board's lines
 * @param handlers what hears the inputs
 * @param uplink   the way to the broker
 * @param suspend  freezes before the machine sleeps
 */
@Singleton
public record Assembly(Engine engine, Freezer freezer, Lines lines, Handlers handlers, Uplink uplink, SuspendWatch suspend) { }
