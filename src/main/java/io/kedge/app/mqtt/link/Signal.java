package io.kedge.app.mqtt.link;

/** What a connection reports. Made by any thread, handled by the loop; one of a connection that is gone is ignored. */
public sealed interface Signal {

    /** {@return the number of the connection it comes from} */
    int connection();

    /**
     * The broker accepted us.
     *
     * @param connection the connection's number
     * @param limits     what the broker can take
     */
    record Accepted(int connection, ServerLimits limits) implements Signal { }

    /**
     * The attempt failed, or the connection is lost.
     *
     * @param connection the connection's number
     * @param failure    why
     */
    record Down(int connection, Failure failure) implements Signal { }

    /**
     * The broker has a message (QoS 1), or it was written (QoS 0).
     *
     * @param connection the connection's number
     * @param ticket     the message's ticket
     */
    record Delivered(int connection, long ticket) implements Signal { }

    /**
     * The broker got a message and does not want it, now or ever.
     *
     * @param connection the connection's number
     * @param ticket     the message's ticket
     * @param code       its reason code
     */
    record Refused(int connection, long ticket, int code) implements Signal { }

    /**
     * A message was not taken for want of room; nothing of it was sent.
     *
     * @param connection the connection's number
     * @param ticket     the message's ticket
     */
    record NoRoom(int connection, long ticket) implements Signal { }
}
