/** The packaged application in a process of its own, as a user starts it. */
@NullMarked
package io.kedge.app.packaged;

import org.jspecify.annotations.NullMarked;
