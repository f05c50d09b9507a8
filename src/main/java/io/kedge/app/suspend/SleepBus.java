package io.kedge.app.suspend;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;

/**
 * What logind says on the bus. Everybody may send signals there, so that each is taken only from who owns logind's name.
 * The listener is called by one thread of the connection, one signal at a time and in order; it may wait.
 */
final class SleepBus implements AutoCloseable {

    /** Hears of the machine's sleep. */
    interface Listener {
        /** The machine is about to sleep. */
        void sleeping();

        /** It has slept, or does not sleep after all. */
        void awake();

        /** Nothing will be heard any more. Called at most once, by any thread of the connection. */
        void lost(String why);
    }

    private static final System.Logger LOG = System.getLogger(SleepBus.class.getName());
    private static final String BUS = "org.freedesktop.DBus";

    private final DBusConnection connection;
    private final DBus bus;
    private final Listener listener;

    private SleepBus(DBusConnection connection, DBus bus, Listener listener) {
        this.connection = connection;
        this.bus = bus;
        this.listener = listener;
    }

    /**
     * {@return a connection that listens, empty if there is no logind on this bus} Waits for the bus.
     *
     * @param address as in DBUS_SYSTEM_BUS_ADDRESS
     * @throws DBusException if there is no bus, or if it does not let us in
     */
    static Optional<SleepBus> listen(String address, Listener listener) throws DBusException {
        DBusConnection connection = connect(address, listener);
        boolean kept = false;
        try {
            DBus bus = connection.getRemoteObject(BUS, "/org/freedesktop/DBus", DBus.class);
            if (!bus.NameHasOwner(Login1Manager.BUS_NAME)) {
                return Optional.empty();
            }
            var sleepBus = new SleepBus(connection, bus, listener);
            sleepBus.subscribe();
            kept = true;
            return Optional.of(sleepBus);
        } finally {
            if (!kept) {
                connection.disconnect();
            }
        }
    }

    private static DBusConnection connect(String address, Listener listener) throws DBusException {
        return DBusConnectionBuilder.forAddress(address)
                .withShared(false)
                .withDisconnectCallback(new Once(listener))
                .receivingThreadConfig()
                .withSignalThreadCount(1)
                .withMethodCallThreadCount(1)
                .withMethodReturnThreadCount(1)
                .withErrorHandlerThreadCount(1)
                .connectionConfig()
                .build();
    }

    private void subscribe() throws DBusException {
        connection.addSigHandler(DBusMatchRuleBuilder.create().withType(DBus.NameOwnerChanged.class).withSender(BUS)
                .withArg0123(0, Login1Manager.BUS_NAME).build(), this::onOwner);
        connection.addSigHandler(Login1Manager.PrepareForSleep.class, this::onSleep);
    }

    private void onSleep(Login1Manager.PrepareForSleep signal) {
        if (!isOfLogind(signal.getSource())) {
            LOG.log(Level.DEBUG, "PrepareForSleep of {0}, which is not logind, is not heard", signal.getSource());
        } else if (signal.start()) {
            listener.sleeping();
        } else {
            listener.awake();
        }
    }

    /** A logind that ended says no more that the machine woke, and what it had promised to wait for is gone. */
    private void onOwner(DBus.NameOwnerChanged signal) {
        LOG.log(Level.DEBUG, "logind is now {0}", signal.newOwner.isEmpty() ? "gone" : signal.newOwner);
        listener.awake();
    }

    private boolean isOfLogind(String sender) {
        try {
            return bus.GetNameOwner(Login1Manager.BUS_NAME).equals(sender);
        } catch (DBusExecutionException nobody) {
            return false;
        }
    }

    /** Hears nothing from now on. May wait for the connection's threads. */
    @Override
    public void close() {
        connection.disconnect();
    }

    /** Of the ways in which a connection may end, those that are not ours. */
    private static final class Once implements IDisconnectCallback {
        private final Listener listener;
        private final AtomicBoolean told = new AtomicBoolean();

        Once(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void disconnectOnError(IOException cause) {
            if (!told.getAndSet(true)) {
                listener.lost(String.valueOf(cause.getMessage()));
            }
        }

        @Override
        public void exceptionOnTerminate(IOException cause) {
            LOG.log(Level.DEBUG, "the end of the connection to the system bus", cause);
        }
    }
}
