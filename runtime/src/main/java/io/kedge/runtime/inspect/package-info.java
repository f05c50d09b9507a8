/** What observers may see: snapshots as records, taken without stopping the engine. */
@NullMarked
package io.kedge.runtime.inspect;

import org.jspecify.annotations.NullMarked;
