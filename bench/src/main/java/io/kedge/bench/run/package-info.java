/** The command: what is asked for, a process for each contender and round, by turns, and what came of it. */
@NullMarked
package io.kedge.bench.run;

import org.jspecify.annotations.NullMarked;
