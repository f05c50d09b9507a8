/** What goes on when the machine has no threads or no memory left: shortage made for real. */
@NullMarked
package io.kedge.runtime.shortage;

import org.jspecify.annotations.NullMarked;
