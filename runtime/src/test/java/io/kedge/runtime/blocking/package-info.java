/** Shows for each kind of blocking that the core goes to the next item: at once, or by a hand-off. Real threads, real time. */
@NullMarked
package io.kedge.runtime.blocking;

import org.jspecify.annotations.NullMarked;
