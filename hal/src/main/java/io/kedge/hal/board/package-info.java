/** What every board does the same way: finding lines, holding them, closing them. A driver supplies the rest. */
@NullMarked
package io.kedge.hal.board;

import org.jspecify.annotations.NullMarked;
