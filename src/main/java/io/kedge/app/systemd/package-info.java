/** The application as a service of systemd: what it is told of our state, and that we are alive. Nothing without it. */
@NullMarked
package io.kedge.app.systemd;

import org.jspecify.annotations.NullMarked;
