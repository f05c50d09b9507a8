/** An MQTT 5 broker for demonstrations and tests, in a process of its own. Never on a board, never in a release. */
@NullMarked
package io.kedge.broker;

import org.jspecify.annotations.NullMarked;
