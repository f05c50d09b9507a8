package io.kedge.app.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * What the service manager wants to hear from this process, as it stands in the environment: sd_notify(3) and
 * sd_watchdog_enabled(3).
 *
 * @param socket   where to, a path or {@code @} and an abstract name
 * @param watchdog how long it waits for a sign of life, empty if it asks for none
 */
record Invitation(String socket, Optional<Duration> watchdog) {

    /**
     * {@return the invitation in this environment, empty if there is none}
     *
     * @throws IllegalArgumentException if a value cannot be; the message names it
     */
    static Optional<Invitation> of(Map<String, String> environment, long pid) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return socket.isEmpty() ? Optional.empty() : Optional.of(new Invitation(socket, watchdog(environment, pid)));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
        long micros = number(environment, "WATCHDOG_USEC", 0);
        boolean meant = number(environment, "WATCHDOG_PID", pid) == pid;
        return micros > 0 && meant ? Optional.of(Duration.of(micros, ChronoUnit.MICROS)) : Optional.empty();
    }

    private static long number(Map<String, String> environment, String name, long absent) {
        String value = environment.getOrDefault(name, "");
        try {
            return value.isEmpty() ? absent : Long.parseLong(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(name + " is '" + value + "', which is no number", wrong);
        }
    }
}
