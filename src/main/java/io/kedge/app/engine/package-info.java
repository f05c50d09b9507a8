/** The engine as the application has it: started once, its workqueues by name, and whether its pools make progress. */
@NullMarked
package io.kedge.app.engine;

import org.jspecify.annotations.NullMarked;
