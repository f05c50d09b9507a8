package io.kedge.app.mqtt;

import java.util.List;

/** Finds the threads that belong to links: our own, and Paho's, which name themselves after the client id. */
final class LinkThreads {
    private LinkThreads() { }

    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mqtt-") || (name.startsWith("MQTT ") && name.contains("kedge-")))
                .sorted()
                .toList();
    }
}
