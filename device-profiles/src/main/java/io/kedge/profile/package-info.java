/** Device profiles: what is wired to a board, read from YAML. */
@NullMarked
package io.kedge.profile;

import org.jspecify.annotations.NullMarked;
