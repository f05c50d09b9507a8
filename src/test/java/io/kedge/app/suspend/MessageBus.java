package io.kedge.app.suspend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;

/** A real dbus-daemon on a socket of its own. Stopped by its process, never by its name. */
public final class MessageBus implements AutoCloseable {
    private static final String CURE = "dbus-daemon is needed here; install it: sudo apt-get install -y dbus";
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final String address;

    private MessageBus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it; it takes connections when this returns. */
    public static MessageBus open(Path folder) {
        Path socket = folder.resolve("bus");
        Path conf = folder.resolve("bus.conf");
        try {
            Files.writeString(conf, """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <listen>unix:path=%s</listen>
                  <auth>EXTERNAL</auth>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                  </policy>
                </busconfig>
                """.formatted(socket));
            Process process = new ProcessBuilder("dbus-daemon", "--config-file=" + conf, "--nofork", "--print-address=1")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String address = out.readLine();
            if (address == null) {
                throw new IllegalStateException("dbus-daemon ended with " + process.waitFor() + " before it listened");
            }
            return new MessageBus(process, "unix:path=" + socket);
        } catch (IOException absent) {
            throw new UncheckedIOException(CURE, absent);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@return the address as DBUS_SYSTEM_BUS_ADDRESS would have it} */
    public String address() {
        return address;
    }

    /** {@return a participant; the caller closes it} */
    public Participant join() {
        try {
            return new Participant(DBusConnectionBuilder.forAddress(address).withShared(false).build());
        } catch (DBusException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Ends it under the feet of its participants, without a word to any. */
    void end() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("dbus-daemon survived SIGKILL: " + process);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody on the bus: logind once it has taken its name. */
    public static final class Participant implements AutoCloseable {
        private final DBusConnection connection;

        Participant(DBusConnection connection) {
            this.connection = connection;
        }

        public Participant asLogind() {
            try {
                connection.requestBusName(Login1Manager.BUS_NAME);
                return this;
            } catch (DBusException refused) {
                throw new IllegalStateException(refused);
            }
        }

        /** Announces it. When this returns, the bus has passed it on. */
        public void prepareForSleep(boolean start) {
            try {
                connection.sendMessage(new Login1Manager.PrepareForSleep(Login1Manager.PATH, start));
                connection.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class).GetId();
            } catch (DBusException refused) {
                throw new IllegalStateException(refused);
            }
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
