/** The tick: looks at pools whose work waits, and takes slots from carriers that make no progress. */
@NullMarked
package io.kedge.runtime.watch;

import org.jspecify.annotations.NullMarked;
