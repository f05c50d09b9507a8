/** The link to the MQTT broker: {@link io.kedge.app.mqtt.MqttLink} is the way in. */
@NullMarked
package io.kedge.app.mqtt;

import org.jspecify.annotations.NullMarked;
