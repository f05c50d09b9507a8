/** The application as a whole, in the process of the tests, on the simulated board. */
@NullMarked
package io.kedge.app.running;

import org.jspecify.annotations.NullMarked;
