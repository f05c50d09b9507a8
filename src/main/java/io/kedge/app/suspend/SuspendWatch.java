package io.kedge.app.suspend;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.engine.Freezer;
import io.kedge.app.engine.Freezer.Reason;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Freezes before the machine sleeps and thaws when it is awake, where logind announces it. The machine waits meanwhile, until no
 * freezable item is active or the patience is over. Nothing of this holds up a start or a stop: without a bus or without
 * logind nothing is done, and what goes wrong is warned of once.
 */
@Singleton
public class SuspendWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SuspendWatch.class.getName());
    private static final String UNIX = "unix:path=";
    private static final String SYSTEM_BUS = UNIX + "/run/dbus/system_bus_socket";
    private static final Duration FAREWELL = Duration.ofMillis(200);

    private final Freezer freezer;
    private final Surroundings surroundings;
    private final SleepBus.Listener listener = new Listener();
    private @Nullable SleepBus bus;       // under this
    private @Nullable DelayLock lock;     // under this
    private boolean running;              // under this
    private String refusal = "";          // under this; why there is no lock, empty if nothing is known against it
    private boolean warned;               // under this

    /**
     * What is around this process.
     *
     * @param bus      the address of the system bus
     * @param command  holds a delay lock until its input ends
     * @param patience how long the machine may be held up: less than InhibitDelayMaxSec of logind.conf(5), by default 5 s
     */
    record Surroundings(String bus, List<String> command, Duration patience) {
        static Surroundings of(Map<String, String> environment) {
            String bus = environment.getOrDefault("DBUS_SYSTEM_BUS_ADDRESS", "");
            return new Surroundings(bus.isEmpty() ? SYSTEM_BUS : bus, DelayLock.COMMAND, Duration.ofSeconds(4));
        }

        boolean hasNoBus() {
            return bus.startsWith(UNIX) && !Files.exists(Path.of(bus.substring(UNIX.length()).replaceFirst("[,;].*", "")));
        }
    }

    /** Knows the freezer; looks at nothing yet. */
    @Inject
    public SuspendWatch(Freezer freezer) {
        this(freezer, Surroundings.of(System.getenv()));
    }

    SuspendWatch(Freezer freezer, Surroundings surroundings) {
        this.freezer = freezer;
        this.surroundings = surroundings;
    }

    /** Begins to look for logind, by a thread that ends when it has found it or not. Does not wait. */
    public void start() {
        if (surroundings.hasNoBus()) {
            LOG.log(Level.DEBUG, "no system bus at {0}: nothing tells when the machine sleeps", surroundings.bus());
            return;
        }
        synchronized (this) {
            running = true;
        }
        Thread.ofPlatform().daemon().name("suspend-watch").start(this::connect);
    }

    private void connect() {
        try {
            Optional<SleepBus> found = SleepBus.listen(surroundings.bus(), listener);
            if (found.isEmpty()) {
                LOG.log(Level.DEBUG, "no logind on {0}: nothing tells when the machine sleeps", surroundings.bus());
            } else if (!keep(found.get())) {
                found.get().close();
            }
        } catch (DBusException | DBusExecutionException refused) {
            warn("the system bus at " + surroundings.bus() + " cannot be used (" + refused.getMessage() + ")");
        }
    }

    private synchronized boolean keep(SleepBus found) {
        if (running) {
            bus = found;
            takeLock();
            LOG.log(Level.INFO, "logind is there: the workqueues freeze before the machine sleeps");
        }
        return running;
    }

    /** Ends all of it. Waits a moment only; what does not end by then is left to the end of the process. */
    @Override
    public void close() {
        SleepBus ending = end();
        if (ending != null) {
            Thread farewell = Thread.ofPlatform().daemon().name("suspend-watch").start(ending::close);
            try {
                farewell.join(FAREWELL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable SleepBus end() {
        running = false;
        SleepBus ending = bus;
        bus = null;
        releaseLock();
        return ending;
    }

    private synchronized boolean lose() {
        boolean wasRunning = running;
        end();
        return wasRunning;
    }

    private synchronized void takeLock() {
        if (!running || (lock != null && lock.isHeld())) {
            return;
        }
        try {
            refusal = "";
            lock = DelayLock.take(surroundings.command(), this::refused);
        } catch (IOException absent) {
            refused(String.valueOf(absent.getMessage()));
        }
    }

    private synchronized void releaseLock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /** Most boards never sleep, so that this is no news yet. */
    private synchronized void refused(String why) {
        refusal = why;
        LOG.log(Level.DEBUG, "no delay lock: {0}", why);
    }

    private synchronized void warnOfRefusal() {
        if (!refusal.isEmpty()) {
            warn("the machine cannot be held up before it sleeps (" + refusal + "): it may sleep while items are active"
                    + (refusal.contains("Access denied") ? "; systemd lets a service hold it up if polkitd is installed" : ""));
        }
    }

    private synchronized void warn(String what) {
        if (!warned) {
            warned = true;
            LOG.log(Level.WARNING, "suspend: " + what);
        }
    }

    private final class Listener implements SleepBus.Listener {

        @Override
        public void sleeping() {
            freezer.freeze(Reason.SUSPEND, "");
            warnOfRefusal();
            try {
                if (!freezer.awaitQuiet(surroundings.patience())) {
                    LOG.log(Level.WARNING, "suspend: items are still active after " + surroundings.patience().toMillis()
                            + " ms; the machine sleeps all the same, and they go on when it wakes");
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                releaseLock();
            }
        }

        @Override
        public void awake() {
            freezer.thaw(Reason.SUSPEND);
            takeLock();
        }

        @Override
        public void lost(String why) {
            freezer.thaw(Reason.SUSPEND);
            if (lose()) {
                warn("the system bus is gone (" + why + "), so that nothing tells any more when the machine sleeps; restart Kedge"
                        + " when the bus is back");
            }
        }
    }
}
