/** The application: {@link io.kedge.app.Main} reads the command line, {@link io.kedge.app.Lifecycle} starts and stops the parts. */
@NullMarked
package io.kedge.app;

import org.jspecify.annotations.NullMarked;
