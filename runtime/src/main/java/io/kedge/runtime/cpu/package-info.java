/** Which CPUs there are. */
@NullMarked
package io.kedge.runtime.cpu;

import org.jspecify.annotations.NullMarked;
