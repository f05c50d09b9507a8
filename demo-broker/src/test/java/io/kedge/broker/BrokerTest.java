package io.kedge.broker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The broker as its users start it: a process that says READY, serves MQTT 5, and ends with its input. */
class BrokerTest {
    private static final long WAIT_MILLIS = 60_000;

    @TempDir
    Path directory;

    private @Nullable Process process;

    @AfterEach
    void endTheProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void servesMqtt5AfterItSaidReadyAndEndsWithItsInput() throws Exception {
        Process broker = start("0", directory.toString());
        BufferedReader output = broker.inputReader(StandardCharsets.UTF_8);
        String ready = output.readLine();
        assertTrue(ready != null && ready.matches("READY 127\\.0\\.0\\.1 [0-9]+"), () -> "first line: " + ready);
        Inbox inbox = new Inbox();
        MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + ready.split(" ")[2], "test",
                new MemoryPersistence());
        client.setCallback(inbox);
        client.connect().waitForCompletion(WAIT_MILLIS);
        client.publish("kedge/test", "kept".getBytes(StandardCharsets.UTF_8), 1, true).waitForCompletion(WAIT_MILLIS);
        client.subscribe(new MqttSubscription[] {new MqttSubscription("kedge/#", 1)}).waitForCompletion(WAIT_MILLIS);
        assertEquals("kedge/test kept", inbox.messages.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS));
        client.disconnect().waitForCompletion(WAIT_MILLIS);
        client.close();
        broker.getOutputStream().close();
        assertTrue(broker.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS), "ended");
        assertEquals(0, broker.exitValue());
        assertNull(output.readLine(), "READY is all it says");
    }

    @Test
    void portInUseIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Process broker = start(Integer.toString(taken.getLocalPort()), directory.toString());
            String said = new String(broker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(broker.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS), "ended");
            assertEquals("port " + taken.getLocalPort()
                    + " of 127.0.0.1 is in use; choose another, or 0 for a free one", said.strip());
            assertEquals(69, broker.exitValue());
        }
    }

    @Test
    void wrongArgumentsAreSaidInOneLine() throws Exception {
        Process broker = start("70000", directory.toString());
        String said = new String(broker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(broker.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS), "ended");
        assertEquals("usage: PORT DIRECTORY; the port is 0 (a free one) to 65535", said.strip());
        assertEquals(64, broker.exitValue());
    }

    private Process start(String... arguments) throws IOException {
        Path target = Path.of("target");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp",
                target.resolve("classes") + File.pathSeparator + target.resolve("broker") + File.separator + "*",
                "io.kedge.broker.Main");
        builder.command().addAll(List.of(arguments));
        Process started = builder.start();
        process = started;
        return started;
    }

    /** Takes what arrives. */
    private static final class Inbox implements MqttCallback {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            messages.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) { }

        @Override
        public void mqttErrorOccurred(MqttException exception) { }

        @Override
        public void deliveryComplete(IMqttToken token) { }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) { }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) { }
    }
}
