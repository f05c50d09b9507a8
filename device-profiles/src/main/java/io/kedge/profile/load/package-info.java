/** Reads profiles: bytes to text, text to a tree with places, tree to values by the table of keys, values to records. */
@NullMarked
package io.kedge.profile.load;

import org.jspecify.annotations.NullMarked;
