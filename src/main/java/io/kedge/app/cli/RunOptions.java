package io.kedge.app.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.kedge.app.config.BrokerUrl;
import io.kedge.app.mqtt.api.DeviceId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code run}. Filled by picocli; a null means that the option was not given. */
public final class RunOptions {

    @Option(names = "--board", paramLabel = "BOARD", description = {
        "sim (default): the simulated board, no real GPIO is touched; auto: whichever this machine is;",
        "the name of a profile (raspberrypi-5); or a profile's file (porch.yaml)"})
    @Nullable String board;

    @Option(names = "--broker", paramLabel = "URL", converter = BrokerText.class, description = {
        "mqtt://[user[:password]@]host[:port]. Better than here the password stands in the environment as",
        "KEDGE_MQTT_PASSWORD or in a file. Without --broker the simulated board starts a broker of its own"})
    @Nullable String broker;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file whose first line is the broker's password")
    @Nullable String passwordFile;

    @Option(names = "--device", paramLabel = "ID", converter = DeviceText.class,
        description = "name in the topics: a-z, 0-9 and -, at most 48; default: the host name")
    @Nullable String device;

    @Option(names = "--http-port", paramLabel = "N", converter = Port.class,
        description = "port of health, metrics and API; default 8080, 0 takes a free one")
    @Nullable Integer httpPort;

    @Option(names = "--http-host", paramLabel = "ADDRESS",
        description = "address they listen on; default 127.0.0.1, so that only this machine sees them")
    @Nullable String httpHost;

    @Option(names = "--mqtt-port", paramLabel = "N", converter = Port.class,
        description = "port of the embedded broker; default 1883, or a free one if that is taken")
    @Nullable Integer mqttPort;

    @Option(names = "--connect-within", paramLabel = "SECONDS", converter = Seconds.class,
        description = "give up if the broker is not reached in this time; default: try for ever")
    @Nullable Duration connectWithin;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the simulated presses and bounces")
    @Nullable Long seed;

    @Option(names = "--debug", description = "log more, and show stack traces")
    private boolean debug;

    /** {@return the options that were given, under the names of the configuration} */
    public Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        put(properties, "kedge.board", board);
        put(properties, "kedge.broker", broker);
        put(properties, "kedge.mqtt.password-file", passwordFile);
        put(properties, "kedge.device", device);
        put(properties, "kedge.mqtt.port", mqttPort);
        put(properties, "kedge.connect-within", connectWithin);
        put(properties, "kedge.seed", seed);
        put(properties, "kedge.http.port", httpPort);
        put(properties, "kedge.http.host", httpHost);
        properties.put("kedge.view", "true");
        if (debug) {
            properties.put("kedge.debug", "true");
            properties.put("quarkus.log.console.format", "%d{HH:mm:ss.SSS} %-5p [%c{3.}] (%t) %s%e%n");
            properties.put("quarkus.log.level", "INFO");
            properties.put("quarkus.log.category.\"io.kedge\".level", "DEBUG");
            properties.put("quarkus.log.category.\"org.freedesktop.dbus\".level", "INFO");
        }
        return properties;
    }

    /** {@return whether stack traces are wanted} */
    public boolean debug() {
        return debug;
    }

    private static void put(Map<String, String> properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value.toString());
        }
    }

    /** Refuses an address that cannot be a broker's, without showing its password. */
    static final class BrokerText implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(value, () -> BrokerUrl.parse(value));
        }
    }

    /** Refuses an id that cannot stand in a topic. */
    static final class DeviceText implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(value, () -> new DeviceId(value));
        }
    }

    /** Refuses a number that is no port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return Math.toIntExact(number(value, 65_535, "a port is a number from 0 to 65535"));
        }
    }

    /** Refuses a number that is no time to wait. */
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return Duration.ofSeconds(number(value, 86_400, "the time is a number of seconds from 0 to 86400"));
        }
    }

    private static String checked(String value, Runnable check) {
        try {
            check.run();
            return value;
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(wrong.getMessage());
        }
    }

    private static long number(String value, long largest, String rule) {
        if (value.matches("\\d{1,9}") && Long.parseLong(value) <= largest) {
            return Long.parseLong(value);
        }
        throw new TypeConversionException("'" + value + "': " + rule);
    }
}
