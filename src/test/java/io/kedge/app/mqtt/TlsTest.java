package io.kedge.app.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;

import io.kedge.app.mqtt.api.BadSettingException;
import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.support.Await;
import io.kedge.app.mqtt.support.Mosquitto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** mqtts:// with a certificate authority of one's own. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private MqttLink link = MqttLink.create(MqttConfig.of(BrokerAddress.parse("mqtt://127.0.0.1:1"),
            new DeviceId("d")));

    @BeforeEach
    void makeACertificateForLocalhost() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost",
                "-ext", "bc=ca:true", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
                new String(PASSWORD))
                .redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        writePem("cert.pem", "CERTIFICATE", keys.getCertificate("broker").getEncoded());
        writePem("key.pem", "PRIVATE KEY", keys.getKey("broker", PASSWORD).getEncoded());
    }

    @AfterEach
    void stopAndLeaveNoThreadBehind() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        Await.until("all threads of the link ended", () -> LinkThreads.alive().isEmpty(), LinkThreads::alive);
    }

    @Test
    void brokerWhoseCertificateIsTrustedIsConnectedTo() throws InterruptedException {
        try (Mosquitto broker = Mosquitto.withTls(directory.resolve("cert.pem"), directory.resolve("key.pem"))) {
            start(config("localhost", broker.port()).withCaFile(directory.resolve("cert.pem")));
            Await.until("online", () -> link.status().state() == LinkState.ONLINE, link::status);
            assertTrue(link.stop(Duration.ofSeconds(3)), "the farewell is confirmed");
        }
    }

    @Test
    void certificateThatNobodyKnowsIsRefusedWithTheCure() {
        try (Mosquitto broker = Mosquitto.withTls(directory.resolve("cert.pem"), directory.resolve("key.pem"))) {
            start(config("localhost", broker.port()));
            awaitMessage("the certificate of mqtts://localhost:" + broker.port()
                    + " is not to be trusted: nobody this machine "
                    + "trusts has signed it; correct the CA file or the host name");
            assertEquals(LinkState.DEGRADED, link.status().state());
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() {
        try (Mosquitto broker = Mosquitto.withTls(directory.resolve("cert.pem"), directory.resolve("key.pem"))) {
            start(config("127.0.0.1", broker.port()).withCaFile(directory.resolve("cert.pem")));
            awaitMessage("the certificate of mqtts://127.0.0.1:" + broker.port() + " is not to be trusted: "
                    + "No subject alternative names matching IP address 127.0.0.1 found");
            assertEquals(LinkState.DEGRADED, link.status().state());
        }
    }

    @Test
    void portThatDoesNotSpeakTlsIsSaidAsSuch() {
        try (Mosquitto broker = Mosquitto.open()) {
            start(config("127.0.0.1", broker.port()).withConnectTimeout(Duration.ofSeconds(2)));
            awaitMessage("no TLS with mqtts://127.0.0.1:" + broker.port());
        }
    }

    @Test
    void caFileThatIsNoneIsRefusedAtOnce() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        refused(empty, "cannot be used: no certificate in it; it must hold certificates in PEM format");
        refused(directory.resolve("missing.pem"), "does not exist; correct the path");
        refused(Files.writeString(directory.resolve("text.pem"), "no certificate"),
                "it must hold certificates in PEM format");
    }

    private static void refused(Path file, String why) {
        BadSettingException refused = assertThrows(BadSettingException.class,
                () -> MqttLink.create(config("localhost", 8883).withCaFile(file)));
        assertTrue(refused.getMessage().startsWith("CA file " + file) && refused.getMessage().contains(why),
                refused.getMessage());
    }

    private void awaitMessage(String text) {
        Await.until(text, () -> link.status().message().contains(text), link::status);
    }

    private void start(MqttConfig config) {
        link = MqttLink.create(config);
        link.start();
    }

    private void writePem(String file, String type, byte[] content) throws IOException {
        Files.writeString(directory.resolve(file), "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n");
    }

    private static MqttConfig config(String host, int port) {
        return MqttConfig.of(new BrokerAddress(true, host, port), new DeviceId("d"));
    }
}
