/** Small programs on the engine, as its users write them. Each has a {@code main}, and a test that runs it. */
@NullMarked
package io.kedge.runtime.examples;

import org.jspecify.annotations.NullMarked;
