/** What the integration tests stand on: a real broker, a proxy that can cut and hold, a subscriber, the schemas. */
@NullMarked
package io.kedge.app.mqtt.support;

import org.jspecify.annotations.NullMarked;
