/** Settings and names: what is accepted, what is refused and with which cure. */
@NullMarked
package io.kedge.app.mqtt.api;

import org.jspecify.annotations.NullMarked;
