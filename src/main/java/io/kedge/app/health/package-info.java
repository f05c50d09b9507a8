/** What others may know about how we are: health with the cause, and metrics of bounded cardinality. */
@NullMarked
package io.kedge.app.health;

import org.jspecify.annotations.NullMarked;
