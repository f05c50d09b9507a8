package io.kedge.hal.sim;

import java.util.List;
import java.util.ServiceLoader;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.extension.Plugin;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SimulatedPluginTest {

    @Test
    void pi4jFindsItByItself() {
        Context pi4j = Pi4J.newContextBuilder().autoDetectProviders().autoDetectMockPlugins().disableShutdownHook().build();
        try {
            DigitalInput input = pi4j.create(DigitalInput.newConfigBuilder(pi4j).id("key").bcm(3).pull(PullResistance.PULL_UP));
            assertEquals(DigitalState.HIGH, input.state());
            assertEquals("kedge-digital-input", input.provider().id());
        } finally {
            pi4j.shutdown();
        }
    }

    @Test
    void itAloneIsAMockSoThatARealBoardIsPreferred() {
        List<Plugin> plugins = ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::get).toList();
        assertEquals(List.of("CdevPlugin false", "SimulatedPlugin true"),
                plugins.stream().map(plugin -> plugin.getClass().getSimpleName() + " " + plugin.isMock()).sorted().toList());
    }
}
