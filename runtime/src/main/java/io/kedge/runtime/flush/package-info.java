/** Waits for what was queued before: flush colours (spec section 7.2). */
@NullMarked
package io.kedge.runtime.flush;

import org.jspecify.annotations.NullMarked;
