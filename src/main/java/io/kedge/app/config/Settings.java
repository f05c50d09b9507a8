package io.kedge.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.kedge.app.mqtt.api.DeviceId;

/**
 * What the user asked for, checked.
 *
 * @param board         name of a profile, {@code auto}, or a file
 * @param broker        the broker with its password, empty to start an embedded one
 * @param device        the device id
 * @param embeddedPort  the port asked for the embedded broker, empty for any
 * @param brokerJars    where the embedded broker is, empty for beside the application
 * @param seed          the seed asked for, empty for any
 * @param connectWithin how long the first connection may take, empty for ever
 * @param view          whether the terminal shows the run
 * @param debug         whether failures show their stack traces
 */
public record Settings(
        String board,
        Optional<BrokerUrl> broker,
        DeviceId device,
        OptionalInt embeddedPort,
        Optional<String> brokerJars,
        OptionalLong seed,
        Optional<Duration> connectWithin,
        boolean view,
        boolean debug) {

    /**
     * {@return the settings of this configuration}
     *
     * @throws StartFailure if a value is wrong; the message names it and the cure
     */
    public static Settings of(KedgeConfig config, String hostname) {
        try {
            return new Settings(
                    config.board(),
                    config.broker().map(BrokerUrl::parse).map(address -> withPassword(address, config.mqtt())),
                    config.device().map(DeviceId::new).orElseGet(() -> DeviceId.ofHostname(hostname)),
                    config.mqtt().port().map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    config.brokerJars(),
                    config.seed(),
                    config.connectWithin(),
                    config.view(),
                    config.debug());
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static BrokerUrl withPassword(BrokerUrl address, KedgeConfig.MqttConfig config) {
        Optional<String> password = config.passwordFile().map(Settings::firstLine).or(config::password);
        if (password.isPresent() && address.user() == null) {
            throw new StartFailure(ExitCode.USAGE, "a password without a user name: write the broker as "
                    + address.toString().replace("://", "://USER@"));
        }
        return password.map(address::withPassword).orElse(address);
    }

    private static String firstLine(String file) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.findFirst().orElse("");
        } catch (IOException | InvalidPathException | UncheckedIOException unreadable) {
            throw new StartFailure(ExitCode.NO_PROFILE, "password file " + file + " cannot be read: create it with the password as its"
                    + " first line, readable by the user Kedge runs as", unreadable);
        }
    }
}
