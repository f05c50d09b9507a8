/** Payloads, and the reporter on a real engine. */
@NullMarked
package io.kedge.app.report;

import org.jspecify.annotations.NullMarked;
