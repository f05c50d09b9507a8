/** Writes the JSON Schema of profiles from the table of keys, for editors. */
@NullMarked
package io.kedge.profile.schema;

import org.jspecify.annotations.NullMarked;
