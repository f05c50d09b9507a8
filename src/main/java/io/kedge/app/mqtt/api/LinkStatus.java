package io.kedge.app.mqtt.api;

/**
 * What the link says of itself.
 *
 * @param state     where it is
 * @param message   one sentence for a person: what happened and, if something is wrong, the cure
 * @param attempts  attempts to connect since start
 * @param connects  attempts that succeeded
 * @param published messages the broker has (QoS 1) or that were written to it (QoS 0)
 * @param dropped   messages given up on purpose: outbox full, expired, too large for the broker
 * @param waiting   messages in the outbox
 */
public record LinkStatus(
        LinkState state, String message, long attempts, long connects, long published, long dropped, int waiting) { }
