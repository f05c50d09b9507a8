/** What runs on which pool, and how much at once: workqueues, their shares and limits. */
@NullMarked
package io.kedge.runtime.queue;

import org.jspecify.annotations.NullMarked;
