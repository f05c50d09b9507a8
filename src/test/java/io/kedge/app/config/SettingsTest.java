package io.kedge.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.kedge.app.mqtt.api.Credentials;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SettingsTest {

    private static Settings settings(Map<String, String> values) {
        KedgeConfig config = new SmallRyeConfigBuilder()
                .withMapping(KedgeConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(KedgeConfig.class);
        return Settings.of(config, "Kitchen-Pi.lan");
    }

    private static Optional<Credentials> credentials(Map<String, String> values) {
        return settings(values).broker().map(BrokerUrl::credentials);
    }

    @Test
    void withoutAnythingItIsTheSimulatedBoardUnderTheHostsName() {
        Settings settings = settings(Map.of());
        assertEquals("sim", settings.board());
        assertEquals("kitchen-pi", settings.device().text());
        assertEquals(Optional.empty(), settings.broker());
    }

    @Test
    void thePasswordMayStandInTheAddressInTheEnvironmentOrInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from-file\nand nothing else\n");
        assertEquals(Optional.of(new Credentials("u", "typed")), credentials(Map.of("kedge.broker", "mqtt://u:typed@h")));
        assertEquals(Optional.of(new Credentials("u", "from-env")),
                credentials(Map.of("kedge.broker", "mqtt://u:typed@h", "kedge.mqtt.password", "from-env")));
        assertEquals(Optional.of(new Credentials("u", "from-file")), credentials(
                Map.of("kedge.broker", "mqtt://u@h", "kedge.mqtt.password", "from-env", "kedge.mqtt.password-file", file.toString())));
    }

    @Test
    void aPasswordNeedsAUser() {
        var refused = assertThrows(StartFailure.class, () -> settings(Map.of("kedge.broker", "mqtt://h", "kedge.mqtt.password", "hunter2")));
        assertEquals("a password without a user name: write the broker as mqtt://USER@h:1883", refused.getMessage());
        assertEquals(ExitCode.USAGE, refused.exitCode());
    }

    @Test
    void aPasswordFileThatIsNotThereIsNamed() {
        var refused = assertThrows(StartFailure.class,
                () -> settings(Map.of("kedge.broker", "mqtt://u@h", "kedge.mqtt.password-file", "/nowhere/secret")));
        assertEquals("password file /nowhere/secret cannot be read: create it with the password as its first line, readable by the user"
                + " Kedge runs as", refused.getMessage());
        assertEquals(ExitCode.NO_PROFILE, refused.exitCode());
    }

    @Test
    void whatComesFromTheEnvironmentIsCheckedAsOnTheCommandLine() {
        var refused = assertThrows(StartFailure.class, () -> settings(Map.of("kedge.device", "Küche")));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        var broker = assertThrows(StartFailure.class, () -> settings(Map.of("kedge.broker", "mqtt://u:hunter2@")));
        assertFalse(String.valueOf(broker.getMessage()).contains("hunter2"), broker.getMessage());
    }
}
