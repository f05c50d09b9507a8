/** Wait until nobody reads any more: read sections, grace periods, and work that runs after one. */
@NullMarked
package io.kedge.runtime.rcu;

import org.jspecify.annotations.NullMarked;
