package io.kedge.app.systemd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ServiceManagerTest {
    private static final long PID = 4711;

    @TempDir
    private Path folder;

    private static Map<String, String> watched(String micros, String pid) {
        return Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", micros, "WATCHDOG_PID", pid);
    }

    private static List<String> warnings(Runnable what) {
        var warnings = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                warnings.add(line.getMessage());
            }

            @Override
            public void flush() { }

            @Override
            public void close() { }
        };
        Logger log = Logger.getLogger(ServiceManager.class.getName());
        log.addHandler(handler);
        try {
            what.run();
        } finally {
            log.removeHandler(handler);
        }
        return warnings;
    }

    private static void all(ServiceManager manager) {
        manager.ready("4 lines");
        manager.status("connected\nto mqtt://h");
        manager.alive();
        manager.stopping();
    }

    private static List<String> said() {
        return List.of("READY=1\nSTATUS=4 lines", "STATUS=connected to mqtt://h", "WATCHDOG=1", "STOPPING=1\nSTATUS=stopping");
    }

    @Test
    void aPathIsTold() {
        String path = folder.resolve("notify").toString();
        try (Receiver receiver = Receiver.on(path)) {
            all(new ServiceManager(Map.of("NOTIFY_SOCKET", path), PID));
            assertEquals(said(), receiver.received());
        }
    }

    @Test
    void anAbstractNameIsTold() {
        String name = "@kedge-test-" + ProcessHandle.current().pid();
        try (Receiver receiver = Receiver.on(name)) {
            var manager = new ServiceManager(Map.of("NOTIFY_SOCKET", name), PID);
            assertTrue(manager.listens());
            all(manager);
            assertEquals(said(), receiver.received());
        }
    }

    @Test
    void withoutASocketNothingIsSaidAndNothingIsWarnedOf() {
        assertEquals(List.of(), warnings(() -> {
            var manager = new ServiceManager(Map.of("WATCHDOG_USEC", "1000000"), PID);
            assertFalse(manager.listens());
            assertEquals(Optional.empty(), manager.watchdog());
            all(manager);
        }));
    }

    @Test
    void aBadSocketIsWarnedOfOnce() {
        for (String bad : List.of("vsock:2:1234", "relative/path", "/" + "x".repeat(107), "@", folder.resolve("nobody").toString())) {
            List<String> warnings = warnings(() -> all(new ServiceManager(Map.of("NOTIFY_SOCKET", bad), PID)));
            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(warnings.getFirst().contains(bad), warnings::toString);
        }
    }

    @Test
    void theLongestNameThatFitsIsTaken() throws IOException {
        String name = "@" + "x".repeat(107);
        try (Receiver receiver = Receiver.on(name); NotifySocket socket = NotifySocket.to(name)) {
            socket.send("hello");
            assertEquals(List.of("hello"), receiver.received());
        }
        assertThrows(IllegalArgumentException.class, () -> NotifySocket.to(name + "x"));
    }

    @Test
    void aWatchdogIsOursOnlyIfItNamesUs() {
        assertEquals(Optional.of(Duration.ofSeconds(30)), new ServiceManager(watched("30000000", "4711"), PID).watchdog());
        assertEquals(Optional.of(Duration.ofSeconds(30)), new ServiceManager(watched("30000000", ""), PID).watchdog());
        assertEquals(Optional.empty(), new ServiceManager(watched("30000000", "4712"), PID).watchdog());
        assertEquals(Optional.empty(), new ServiceManager(watched("", "4711"), PID).watchdog());
        assertEquals(Optional.empty(), new ServiceManager(watched("0", "4711"), PID).watchdog());
    }

    @Test
    void aWatchdogThatIsNoNumberIsWarnedOf() {
        List<String> warnings = warnings(() -> new ServiceManager(watched("soon", "4711"), PID));
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().contains("WATCHDOG_USEC is 'soon'"), warnings::toString);
    }
}
