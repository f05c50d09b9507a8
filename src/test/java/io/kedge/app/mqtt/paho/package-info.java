/** The traps of Paho, each as a regression test. */
@NullMarked
package io.kedge.app.mqtt.paho;

import org.jspecify.annotations.NullMarked;
