/** Run it later: the timer thread, its heap, delayed work. */
@NullMarked
package io.kedge.runtime.timer;

import org.jspecify.annotations.NullMarked;
