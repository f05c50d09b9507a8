/** The link against the real Mosquitto. */
@NullMarked
package io.kedge.app.mqtt;

import org.jspecify.annotations.NullMarked;
