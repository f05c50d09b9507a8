/** Eclipse Paho made safe. The only package that knows it. */
@NullMarked
package io.kedge.app.mqtt.paho;

import org.jspecify.annotations.NullMarked;
