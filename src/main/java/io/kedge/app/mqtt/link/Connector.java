package io.kedge.app.mqtt.link;

/** Makes connections. */
@FunctionalInterface
public interface Connector {

    /**
     * {@return a connection that is not open yet}
     *
     * @param number  the connection's number, from 1
     * @param resume  whether the broker shall keep the session of the connection before: then a will that it still
     *     holds back is not published
     * @param will    what the broker says if we are lost
     * @param signals where to report
     */
    Connection connect(int number, boolean resume, Message will, Signals signals);
}
