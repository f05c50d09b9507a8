/** Bottom halves: one open input with its work item, debounce verdicts, counters, handlers and streams. */
@NullMarked
package io.kedge.hal.line;

import org.jspecify.annotations.NullMarked;
