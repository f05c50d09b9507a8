/** What is wired to lines: a button and its gestures; a motion sensor. On top of {@link io.kedge.hal.api}; no threads and no timers of its own. */
@NullMarked
package io.kedge.hal.device;

import org.jspecify.annotations.NullMarked;
