/** What the engine tells the JDK's flight recorder, if one records: the kernel's four trace events. */
@NullMarked
package io.kedge.runtime.events;

import org.jspecify.annotations.NullMarked;
