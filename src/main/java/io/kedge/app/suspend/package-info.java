/** The machine's sleep, where logind announces it on the system bus: what may freeze is frozen before. Nothing without it. */
@NullMarked
package io.kedge.app.suspend;

import org.jspecify.annotations.NullMarked;
