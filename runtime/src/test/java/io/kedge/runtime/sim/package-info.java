/** The whole engine on one thread under a virtual clock, driven by a seed (DESIGN D8). */
@NullMarked
package io.kedge.runtime.sim;

import org.jspecify.annotations.NullMarked;
