/** Pi4J 4.0.2 over any board: providers, inputs and outputs. All that knows Pi4J is here and in the plugin of the simulated board. */
@NullMarked
package io.kedge.hal.pi4j;

import org.jspecify.annotations.NullMarked;
