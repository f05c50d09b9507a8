/** What is measured: one scenario a class, the same for every contender, each in a JVM of its own. */
@NullMarked
package io.kedge.bench.row;

import org.jspecify.annotations.NullMarked;
