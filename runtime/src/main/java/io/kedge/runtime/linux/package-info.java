/** Facts and calls of the operating system, by the foreign-function API: affinity, nice, timer slack, futex, /proc. */
@NullMarked
package io.kedge.runtime.linux;

import org.jspecify.annotations.NullMarked;
