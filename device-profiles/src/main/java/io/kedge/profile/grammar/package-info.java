/** The one table of keys a profile may have. The reader checks files against it, the JSON Schema is written from it. */
@NullMarked
package io.kedge.profile.grammar;

import org.jspecify.annotations.NullMarked;
