package io.kedge.app.mqtt.link;

import io.kedge.app.mqtt.api.LinkStatus;

/** What the loop tells whoever runs it. Called by the loop's thread; must not block, must not throw. */
public interface LinkEvents {

    /** The link changed its state. */
    void stateChanged(LinkStatus status);

    /** Something odd that does not end the connection: a message too large, a refused one. */
    void oddity(String message);
}
