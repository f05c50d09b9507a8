/** The thread that plays the CPU, and the one file that touches the JDK's virtual threads. */
@NullMarked
package io.kedge.runtime.carrier;

import org.jspecify.annotations.NullMarked;
