package io.kedge.app.suspend;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/** Of the interface of logind, the one signal that is heard: org.freedesktop.login1(5). */
@DBusInterfaceName("org.freedesktop.login1.Manager")
public interface Login1Manager extends DBusInterface {
    /** The name of logind on the bus. */
    String BUS_NAME = "org.freedesktop.login1";
    /** The object that sends the signal. */
    String PATH = "/org/freedesktop/login1";

    /** The machine is about to sleep, or has slept. */
    final class PrepareForSleep extends DBusSignal {
        private final boolean start;

        /**
         * The signal as it came, or is to be sent.
         *
         * @param start true before the sleep, false after it
         * @throws DBusException if the path is none
         */
        public PrepareForSleep(String path, boolean start) throws DBusException {
            super(path, start);
            this.start = start;
        }

        /** {@return true before the sleep, false after it} */
        public boolean start() {
            return start;
        }
    }
}
