/** Assembles, starts and stops the engine: {@link io.kedge.runtime.Cmwq} is the way in. */
@NullMarked
package io.kedge.runtime;

import org.jspecify.annotations.NullMarked;
