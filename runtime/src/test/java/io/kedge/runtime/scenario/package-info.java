/** The documented timelines, as text, on the simulated CPU. */
@NullMarked
package io.kedge.runtime.scenario;

import org.jspecify.annotations.NullMarked;
