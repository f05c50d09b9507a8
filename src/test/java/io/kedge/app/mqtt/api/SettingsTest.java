package io.kedge.app.mqtt.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SettingsTest {
    private static final MqttConfig CONFIG = MqttConfig.of(BrokerAddress.parse("mqtt://pi"), new DeviceId("d"));

    @Test
    void valuesOutOfRangeAreRefusedWithTheValue() {
        refused("was 4 s", () -> CONFIG.withKeepAlive(Duration.ofSeconds(4)));
        refused("was 65536 s", () -> CONFIG.withKeepAlive(Duration.ofSeconds(65_536)));
        refused("was 10 ms", () -> CONFIG.withConnectTimeout(Duration.ofMillis(10)));
        refused("was -1 s", () -> CONFIG.withWillDelay(Duration.ofSeconds(-1)));
        refused("were 0 and 2000", () -> CONFIG.withWindow(0));
        refused("were 16 and 0", () -> CONFIG.withOutboxLimit(0));
        refused("write mqtts://", () -> CONFIG.withCaFile(Path.of("ca.pem")));
        refused("user name is blank", () -> new Credentials(" ", "secret"));
        refused("was 0", () -> ReconnectPolicy.forFleetOf(0));
    }

    @Test
    void passwordIsNeverPrinted() {
        assertFalse(CONFIG.withCredentials(new Credentials("me", "secret")).toString().contains("secret"));
    }

    @Test
    void spreadGrowsWithTheFleetUpToTwoMinutes() {
        assertEquals(Duration.ZERO, ReconnectPolicy.forFleetOf(1).spread());
        assertEquals(Duration.ofMillis(1200), ReconnectPolicy.forFleetOf(100).spread());
        assertEquals(Duration.ofMinutes(2), ReconnectPolicy.forFleetOf(10_000).spread());
        assertEquals(Duration.ofMinutes(2), ReconnectPolicy.forFleetOf(1_000_000).spread());
    }

    @Test
    void nameThatCannotBeATopicLevelIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Draft.event("a/b", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> Draft.event("+", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> Draft.event("", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Draft(TopicKind.STATE, "x", Map.of(), null));
    }

    @Test
    void onlyTransitionsOfTheTableAreAllowed() {
        StringBuilder table = new StringBuilder();
        for (LinkState from : LinkState.values()) {
            for (LinkState to : LinkState.values()) {
                table.append(from.mayBecome(to) ? from + "->" + to + " " : "");
            }
        }
        assertEquals("IDLE->WAITING IDLE->STOPPED WAITING->CONNECTING WAITING->STOPPED CONNECTING->WAITING CONNECTING->ONLINE "
                + "CONNECTING->DEGRADED CONNECTING->STOPPED ONLINE->WAITING ONLINE->DEGRADED ONLINE->STOPPING "
                + "DEGRADED->CONNECTING DEGRADED->STOPPED STOPPING->STOPPED ", table.toString());
    }

    private static void refused(String expected, Runnable setting) {
        BadSettingException refused = assertThrows(BadSettingException.class, setting::run);
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }
}
