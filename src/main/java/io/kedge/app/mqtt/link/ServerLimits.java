package io.kedge.app.mqtt.link;

/**
 * What the broker said in its CONNACK.
 *
 * @param receiveMaximum  QoS 1 messages it takes at once
 * @param maximumPacket   largest packet it takes, bytes; 0 means no limit
 * @param keepAliveNanos  the silence that holds for this connection; 0 if the broker wants no keep-alive
 * @param maximumQos      the highest QoS it offers
 * @param retainAvailable whether it keeps retained messages
 */
public record ServerLimits(
        int receiveMaximum, long maximumPacket, long keepAliveNanos, int maximumQos, boolean retainAvailable) { }
