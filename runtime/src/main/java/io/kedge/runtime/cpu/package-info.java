/** Which CPUs there are, and which are near each other. */
@NullMarked
package io.kedge.runtime.cpu;

import org.jspecify.annotations.NullMarked;
