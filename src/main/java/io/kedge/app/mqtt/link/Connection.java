package io.kedge.app.mqtt.link;

/** One connection to the broker, from the attempt to the hard close; never used again. Called by the loop only. */
public interface Connection {

    /** Starts the attempt; {@link Signal.Accepted} or {@link Signal.Down} follows. Does not wait. */
    void open();

    /**
     * Hands a message over; {@link Signal.Delivered}, {@link Signal.Refused}, {@link Signal.NoRoom} or the connection's
     * end follows. Does not wait.
     */
    void send(long ticket, Message message);

    /** {@return when the broker last sent anything, in nanoseconds of the link's clock} */
    long lastInboundNanos();

    /** Says DISCONNECT, so that the broker forgets the will. Waits for at most this long. */
    void disconnect(long timeoutNanos);

    /**
     * Ends the socket and every thread of this connection. Waits, for at most a few seconds. A second call does
     * nothing.
     */
    void close();
}
