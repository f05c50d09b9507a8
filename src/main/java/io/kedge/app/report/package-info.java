/** Turns what the engine and the lines say into payloads, on a workqueue of its own. */
@NullMarked
package io.kedge.app.report;

import org.jspecify.annotations.NullMarked;
