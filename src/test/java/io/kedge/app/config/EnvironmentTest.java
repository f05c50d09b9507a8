package io.kedge.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EnvironmentTest {

    @Test
    void itsNamesAreThoseOfTheSettings() {
        assertEquals(List.of("KEDGE_BOARD", "KEDGE_BROKER", "KEDGE_BROKER_JARS", "KEDGE_CONNECT_WITHIN", "KEDGE_DEBUG", "KEDGE_DEVICE",
                "KEDGE_HTTP_HOST", "KEDGE_HTTP_PORT", "KEDGE_MQTT_PASSWORD", "KEDGE_MQTT_PASSWORD_FILE", "KEDGE_MQTT_PORT", "KEDGE_SEED",
                "KEDGE_VIEW"), Environment.names("KEDGE_", KedgeConfig.class).stream().sorted().toList());
    }

    @Test
    void theExampleOfTheServicesSettingsKnowsNoOthers() throws IOException {
        String example = Files.readString(Path.of("..", "packaging", "systemd", "kedge.env.example"));
        List<String> shown = Pattern.compile("(?m)^#(KEDGE_\\w+)=").matcher(example).results().map(match -> match.group(1)).toList();
        assertTrue(shown.containsAll(List.of("KEDGE_BOARD", "KEDGE_BROKER", "KEDGE_MQTT_PASSWORD_FILE", "KEDGE_DEVICE")), shown::toString);
        assertEquals(List.of(), shown.stream().filter(name -> !Environment.names("KEDGE_", KedgeConfig.class).contains(name)).toList());
    }

    @Test
    void aTypingErrorIsRefusedWithWhatWasMeant() {
        var refused = assertThrows(StartFailure.class, () -> Environment.refuseTypingErrors(Map.of("KEDGE_BORAD", "raspberrypi-5")));
        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertEquals("environment variable KEDGE_BORAD is none of Kedge's, did you mean KEDGE_BOARD?", refused.getMessage());
        assertThrows(StartFailure.class, () -> Environment.refuseTypingErrors(Map.of("KEDGE_MQTT_PASWORD_FILE", "x")));
    }

    @Test
    void whatIsRightOrFarFromItPasses() {
        assertDoesNotThrow(() -> Environment.refuseTypingErrors(Map.of("KEDGE_BOARD", "sim", "KEDGE_MQTT_PASSWORD_FILE", "x",
                "KEDGE_JVM_DIR", "/x", "KEDGE_DEADLINE", "1", "KEDGE_VM_CACHE", "/x", "PATH", "/bin")));
    }
}
