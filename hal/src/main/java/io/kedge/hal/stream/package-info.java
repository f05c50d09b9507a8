/** Hot streams with a bounded buffer for each subscriber. Knows nothing of lines. */
@NullMarked
package io.kedge.hal.stream;

import org.jspecify.annotations.NullMarked;
