/**
 * The state machine of the link, its outbox and its delays. Knows no MQTT library, no clock and no thread of its own.
 */
@NullMarked
package io.kedge.app.mqtt.link;

import org.jspecify.annotations.NullMarked;
