/** The vocabulary of the engine, in the kernel's words: work, delayed work, workqueue, flags. */
@NullMarked
package io.kedge.runtime.api;

import org.jspecify.annotations.NullMarked;
