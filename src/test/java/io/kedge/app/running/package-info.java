/** The application as a whole: in this process on the simulated board, and packaged in a process of its own. */
@NullMarked
package io.kedge.app.running;

import org.jspecify.annotations.NullMarked;
