package io.kedge.app.mqtt.link;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.TopicKind;

/** Says what is odd about the broker's limits, once for each topic. One thread. */
final class Complaints {
    private final BrokerAddress broker;
    private final LinkEvents events;
    private final Set<String> told = new HashSet<>();   // topics, few: names of lines and tables

    Complaints(BrokerAddress broker, LinkEvents events) {
        this.broker = broker;
        this.events = events;
    }

    void tooLarge(Message message, long limit) {
        if (told.add("large " + message.topic())) {
            events.oddity("messages on " + message.topic() + " are dropped: one of " + message.packetBytes()
                    + " bytes is larger than the " + limit + " that " + broker
                    + " takes; raise the maximum packet size there");
        }
    }

    void refused(Message message, int code) {
        if (told.add("refused " + message.topic())) {
            events.oddity(broker + " refuses messages on " + message.topic() + String.format(Locale.ROOT,
                    " (reason code 0x%02X); check its access list", code));
        }
    }

    void limits(ServerLimits limits) {
        if ((limits.maximumQos() < TopicKind.EVENT.qos() || !limits.retainAvailable()) && told.add("limits")) {
            events.oddity(broker + " offers QoS " + limits.maximumQos() + " at most and "
                    + (limits.retainAvailable() ? "" : "no ")
                    + "retained messages; events may get lost, states may not be kept there");
        }
    }
}
