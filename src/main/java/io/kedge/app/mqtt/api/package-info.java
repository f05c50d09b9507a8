/** The vocabulary of the link to the broker: what is configured, what is published, what the link says of itself. */
@NullMarked
package io.kedge.app.mqtt.api;

import org.jspecify.annotations.NullMarked;
