/** From edges to events: pure state machines without a clock, without I/O, without threads. */
@NullMarked
package io.kedge.hal.debounce;

import org.jspecify.annotations.NullMarked;
