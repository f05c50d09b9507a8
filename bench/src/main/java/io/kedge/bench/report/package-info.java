/** What was measured, as tables in Markdown and charts in SVG. */
@NullMarked
package io.kedge.bench.report;

import org.jspecify.annotations.NullMarked;
