package io.kedge.app.mqtt.link;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.Credentials;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Failure.Outlook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReasonCodesTest {
    private static final MqttConfig CONFIG = MqttConfig.of(BrokerAddress.parse("mqtt://pi"), new DeviceId("door-1"))
            .withCredentials(new Credentials("me", "secret"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0x80 | PASSING    | closed the connection (reason code 0x80)",
        "0x82 | BUSY       | did not like a packet of ours (reason code 0x82)",
        "0x84 | NEEDS_CURE | does not speak MQTT 5",
        "0x85 | NEEDS_CURE | choose a shorter device id",
        "0x86 | NEEDS_CURE | device 'door-1' in as user 'me'; check user and password",
        "0x87 | NEEDS_CURE | device 'door-1' in as user 'me'; check user and password",
        "0x88 | BUSY       | has too much to do",
        "0x89 | BUSY       | has too much to do",
        "0x8A | NEEDS_CURE | refuses this client as user 'me'",
        "0x8B | PASSING    | shuts down",
        "0x8D | PASSING    | closed the connection (reason code 0x8D)",
        "0x8E | NEEDS_CURE | two devices share the device id 'door-1'",
        "0x93 | BUSY       | did not like a packet",
        "0x97 | BUSY       | has too much to do",
        "0x98 | BUSY       | was told to close",
        "0x9A | NEEDS_CURE | does not offer retained messages",
        "0x9B | NEEDS_CURE | does not offer QoS 1",
        "0x9C | NEEDS_CURE | to another broker, b2:1883; set that as the broker",
        "0x9D | NEEDS_CURE | to another broker, b2:1883; set that as the broker",
        "0x9F | BUSY       | has too much to do",
        "0xA0 | PASSING    | closed the connection"})
    void codeTellsWhenToTryAgainAndTheCure(String code, Outlook outlook, String expected) {
        Failure failure = ReasonCodes.judge(Integer.decode(code), "b2:1883", CONFIG);
        assertEquals(outlook, failure.outlook());
        assertTrue(failure.message().contains(expected), failure.message());
    }

    @Test
    void passwordIsNeverSaid() {
        for (int code = 0; code <= 0xff; code++) {
            assertFalse(ReasonCodes.judge(code, null, CONFIG).message().contains("secret"));
        }
    }
}
