/** The demo broker as a process. */
@NullMarked
package io.kedge.broker;

import org.jspecify.annotations.NullMarked;
