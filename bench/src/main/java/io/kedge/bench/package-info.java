/**
 * The engine against its peers, in one run each, since only ratios travel between machines. RESULTS.md keeps what was
 * measured.
 */
@NullMarked
package io.kedge.bench;

import org.jspecify.annotations.NullMarked;
