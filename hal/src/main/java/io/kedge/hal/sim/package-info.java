/** The simulated board: lines in memory that can be driven from outside and remember what happened to them. */
@NullMarked
package io.kedge.hal.sim;

import org.jspecify.annotations.NullMarked;
