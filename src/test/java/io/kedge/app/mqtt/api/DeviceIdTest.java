package io.kedge.app.mqtt.api;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeviceIdTest {

    @ParameterizedTest
    @CsvSource({
        "raspberrypi,            raspberrypi",
        "RaspberryPi.lan,        raspberrypi",
        "my_pi 3,                my-pi-3",
        "-x-,                    x",
        "'',                     device",
        "___,                    device",
        ".hidden,                hidden",
        "Türöffner,              t-r-ffner",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void hostNameBecomesAnId(String hostname, String id) {
        assertEquals(id, DeviceId.ofHostname(hostname).text());
    }

    @ParameterizedTest
    @CsvSource({"Door", "a_b", "''", "'a b'", "ü", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoIdIsRefusedWithAnExample(String text) {
        BadSettingException refused = assertThrows(BadSettingException.class, () -> new DeviceId(text));
        assertTrue(refused.getMessage().contains("for instance '"), refused.getMessage());
    }

    @Test
    void shardNeverChanges() {
        assertEquals("a8", new DeviceId("testbed").shard());
        assertEquals("0e", new DeviceId("raspberrypi").shard());
        assertEquals("ff", new DeviceId("door-1").shard());
    }

    @Test
    void thousandsOfDevicesUseEveryShard() {
        Set<String> shards = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            shards.add(new DeviceId("device-" + i).shard());
        }
        assertEquals(256, shards.size());
    }
}
