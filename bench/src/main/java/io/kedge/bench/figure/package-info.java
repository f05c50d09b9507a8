/** What was measured: figures, where and when they were taken, their medians, the file they are kept in. */
@NullMarked
package io.kedge.bench.figure;

import org.jspecify.annotations.NullMarked;
