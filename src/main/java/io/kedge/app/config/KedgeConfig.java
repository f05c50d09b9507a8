package io.kedge.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set: by the command line, by {@code KEDGE_...} in the environment, or as {@code kedge....} in application.properties. */
@ConfigMapping(prefix = "kedge")
public interface KedgeConfig {

    /** {@return the name of a shipped profile, {@code auto}, or a file that ends in .yaml or .yml} */
    @WithDefault("sim")
    String board();

    /** {@return where the broker is; without it the simulated board starts one of its own} */
    Optional<String> broker();

    /** {@return what concerns the connection to the broker} */
    MqttConfig mqtt();

    /** {@return where health, metrics and API listen} */
    HttpConfig http();

    /** {@return the device id; without it the host name} */
    Optional<String> device();

    /** {@return the seed of the simulated board's bounces; without it one is drawn and shown} */
    OptionalLong seed();

    /** {@return how long the first connection to the broker may take; without it for ever} */
    Optional<Duration> connectWithin();

    /** {@return where the jars of the embedded broker are; without it beside the application, as in the source tree} */
    Optional<String> brokerJars();

    /** {@return whether events and tables are shown on the terminal} */
    @WithDefault("false")
    boolean view();

    /** {@return whether failures show their stack traces} */
    @WithDefault("false")
    boolean debug();

    /** What concerns the connection to the broker. */
    interface MqttConfig {
        /** {@return the port of the embedded broker; without it 1883, or a free one if that is taken} */
        Optional<Integer> port();

        /** {@return the password} */
        Optional<String> password();

        /** {@return a file whose first line is the password} */
        Optional<String> passwordFile();
    }

    /** Where health, metrics and API listen; Quarkus takes both from here. */
    interface HttpConfig {
        /** {@return the address} */
        @WithDefault("127.0.0.1")
        String host();

        /** {@return the port, 0 for a free one} */
        @WithDefault("8080")
        int port();
    }
}
