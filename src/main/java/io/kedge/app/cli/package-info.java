/** The command line and what the terminal shows. The views are pure functions; printing is at the edge. */
@NullMarked
package io.kedge.app.cli;

import org.jspecify.annotations.NullMarked;
