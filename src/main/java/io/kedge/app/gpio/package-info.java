/** The lines of the profile, open: their events as handlers of beans and as streams, and the simulated user who presses. */
@NullMarked
package io.kedge.app.gpio;

import org.jspecify.annotations.NullMarked;
