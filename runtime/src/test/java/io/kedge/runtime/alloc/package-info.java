/** Shows that queueing, modifying, cancelling and running allocate nothing. */
@NullMarked
package io.kedge.runtime.alloc;

import org.jspecify.annotations.NullMarked;
