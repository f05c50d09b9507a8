/** What a profile says, as records: lines, chips, workqueues, the board; and what is wrong with one that cannot be read. */
@NullMarked
package io.kedge.profile.model;

import org.jspecify.annotations.NullMarked;
