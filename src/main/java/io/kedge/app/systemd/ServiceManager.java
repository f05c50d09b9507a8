package io.kedge.app.systemd;

import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/**
 * systemd, if it started us and wants to hear of us; otherwise nobody, and all of this does nothing. Any thread. What
 * cannot be said is warned of once and does not end the run: systemd will do that if it matters to it.
 */
@Singleton
public class ServiceManager {
    private static final Logger LOG = System.getLogger(ServiceManager.class.getName());

    private final @Nullable NotifySocket socket;
    private final @Nullable Duration watchdog;
    private boolean warned;  // under this

    /** Looks into the environment of this process. */
    @Inject
    public ServiceManager() {
        this(System.getenv(), ProcessHandle.current().pid());
    }

    ServiceManager(Map<String, String> environment, long pid) {
        NotifySocket opened = null;
        Optional<Duration> window = Optional.empty();
        try {
            Optional<Invitation> invitation = Invitation.of(environment, pid);
            if (invitation.isPresent()) {
                opened = NotifySocket.to(invitation.get().socket());
                window = invitation.get().watchdog();
            }
        } catch (IOException | IllegalArgumentException unusable) {
            warn(unusable);
        }
        socket = opened;
        watchdog = window.orElse(null);
    }

    /** {@return whether somebody listens} */
    public boolean listens() {
        return socket != null;
    }

    /** {@return how long it waits for a sign of life, empty if it wants none} */
    public Optional<Duration> watchdog() {
        return Optional.ofNullable(watchdog);
    }

    /** All parts run. */
    public void ready(String status) {
        send("READY=1\n" + line(status));
    }

    /** What {@code systemctl status} shows. */
    public void status(String status) {
        send(line(status));
    }

    /** We are alive. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /** We are on our way out. */
    public void stopping() {
        send("STOPPING=1\n" + line("stopping"));
    }

    private static String line(String status) {
        return "STATUS=" + status.replaceAll("\\s+", " ");
    }

    private void send(String message) {
        if (socket != null) {
            try {
                socket.send(message);
            } catch (IOException refused) {
                warn(refused);
            }
        }
    }

    private synchronized void warn(Exception cause) {
        if (!warned) {
            warned = true;
            LOG.log(Logger.Level.WARNING, "systemd cannot be told how this run goes (NOTIFY_SOCKET): " + cause.getMessage());
        }
    }
}
