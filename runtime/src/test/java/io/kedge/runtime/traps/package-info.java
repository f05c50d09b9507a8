/** Shows that the engine does not fall into the traps that its design lists. Real threads, some in a JVM of their own. */
@NullMarked
package io.kedge.runtime.traps;

import org.jspecify.annotations.NullMarked;
