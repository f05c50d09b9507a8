/** The state machine, its outbox and its delays, on a driven clock. No thread, no socket. */
@NullMarked
package io.kedge.app.mqtt.link;

import org.jspecify.annotations.NullMarked;
