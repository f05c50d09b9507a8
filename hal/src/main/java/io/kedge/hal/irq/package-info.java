/** Top halves: the gpio-irq thread, what it reads from, and the ring per line that it fills. Nothing here blocks or allocates per edge. */
@NullMarked
package io.kedge.hal.irq;

import org.jspecify.annotations.NullMarked;
