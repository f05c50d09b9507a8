/** The clocks of GPIO, the only place that reads them. */
@NullMarked
package io.kedge.hal.time;

import org.jspecify.annotations.NullMarked;
