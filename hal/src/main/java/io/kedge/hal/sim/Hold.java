package io.kedge.hal.sim;

import io.kedge.hal.api.LineConfig;

/**
 * One request of a simulated line, until it is given back or the chip is unplugged. By identity: the same line may be requested again
 * with the same settings.
 */
final class Hold {
    final LineConfig config;
    final int slot;
    final Runnable gone;

    /**
     * Holds nothing yet.
     *
     * @param slot of its edges, negative for an output
     * @param gone called when the chip is unplugged
     */
    Hold(LineConfig config, int slot, Runnable gone) {
        this.config = config;
        this.slot = slot;
        this.gone = gone;
    }
}
