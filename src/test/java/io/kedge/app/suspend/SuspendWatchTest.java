package io.kedge.app.suspend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.engine.Freezer.Reason;
import io.kedge.app.mqtt.support.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** On a bus of its own; the lock is a child that writes down when it is held and when it is let go. */
class SuspendWatchTest {
    private static final Duration LONG = Await.DEADLINE;

    @TempDir
    private Path folder;

    private final Engine engine = new Engine();
    private final Freezer freezer = new Freezer(engine);
    private final Warnings warnings = new Warnings();
    private Workqueue queue;
    private final List<SuspendWatch> watches = new ArrayList<>();

    @BeforeEach
    void start() {
        engine.start();
        freezer.open();
        queue = engine.make("freezable", shape -> shape.unbound().freezable());
        warnings.begin();
    }

    @AfterEach
    void stop() {
        watches.forEach(SuspendWatch::close);
        warnings.end();
        engine.stop();
    }

    private void watch(String address, Duration patience) {
        Path lock = folder.resolve("lock");
        watch(address, patience, List.of("sh", "-c", "echo held >> " + lock + "; cat; echo released >> " + lock));
    }

    private void watch(String address, Duration patience, List<String> command) {
        var watch = new SuspendWatch(freezer, new SuspendWatch.Surroundings(address, command, patience));
        watches.add(watch);
        watch.start();
    }

    private List<String> lock() {
        try {
            Path lock = folder.resolve("lock");
            return Files.exists(lock) ? Files.readAllLines(lock) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitLock(String... wanted) {
        Await.until("the lock " + List.of(wanted), () -> lock().equals(List.of(wanted)), this::lock);
    }

    private List<String> holds() {
        return freezer.holds().stream().map(Freezer.Hold::key).toList();
    }

    private void awaitHolds(String... wanted) {
        Await.until("frozen for " + List.of(wanted), () -> holds().equals(List.of(wanted)), this::holds);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("suspend-watch") || name.contains("DBus")).sorted().toList();
    }

    @Test
    void itFreezesBeforeTheSleepAndThawsAfterIt() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), LONG);
            awaitLock("held");
            logind.prepareForSleep(true);
            awaitLock("held", "released");
            assertEquals(List.of("suspend"), holds());
            logind.prepareForSleep(false);
            awaitLock("held", "released", "held");
            assertEquals(List.of(), holds());
            assertEquals(List.of(), warnings.all());
        }
    }

    @Test
    void theMachineWaitsUntilNoFreezableItemIsActive() throws InterruptedException {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), LONG);
            awaitLock("held");
            CountDownLatch end = somethingActive();
            logind.prepareForSleep(true);
            awaitHolds("suspend");
            assertTrue(Await.holdsFor(Duration.ofMillis(100), () -> lock().equals(List.of("held"))), "held while it is active");
            end.countDown();
            awaitLock("held", "released");
            assertEquals(List.of(), warnings.all());
        }
    }

    @Test
    void noLongerThanItsPatience() throws InterruptedException {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), Duration.ofMillis(50));
            awaitLock("held");
            CountDownLatch end = somethingActive();
            logind.prepareForSleep(true);
            awaitLock("held", "released");
            assertEquals(List.of("suspend: items are still active after 50 ms"), warnings.beginnings());
            end.countDown();
        }
    }

    private CountDownLatch somethingActive() throws InterruptedException {
        var started = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        queue.queue(Cmwq.work(() -> {
            started.countDown();
            Await.until("the end", () -> end.getCount() == 0, end::getCount);
        }));
        started.await();
        return end;
    }

    @Test
    void maintenanceGoesOnWhenTheMachineWakes() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), LONG);
            awaitLock("held");
            freezer.freeze(Reason.MAINTENANCE, "relay");
            logind.prepareForSleep(true);
            awaitHolds("suspend", "maintenance");
            logind.prepareForSleep(false);
            awaitHolds("maintenance");
        }
    }

    @Test
    void onlyLogindIsHeard() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind(); var somebody = bus.join()) {
            watch(bus.address(), LONG);
            awaitLock("held");
            somebody.prepareForSleep(true);
            logind.prepareForSleep(false);
            logind.prepareForSleep(true);
            awaitLock("held", "released");
            somebody.prepareForSleep(false);
            freezer.thaw(Reason.SUSPEND);
            logind.prepareForSleep(true);
            awaitHolds("suspend");
            assertEquals(List.of("held", "released"), lock());
        }
    }

    @Test
    void aLogindThatEndsMeanwhileLeavesNothingFrozen() {
        try (MessageBus bus = MessageBus.open(folder); var another = bus.join()) {
            try (var logind = bus.join().asLogind()) {
                watch(bus.address(), LONG);
                awaitLock("held");
                logind.prepareForSleep(true);
                awaitLock("held", "released");
            }
            awaitHolds();
            awaitLock("held", "released", "held");
            another.asLogind().prepareForSleep(true);
            awaitHolds("suspend");
        }
    }

    @Test
    void aBusThatGoesIsWarnedOfOnceAndLeavesNothingFrozen() {
        try (MessageBus bus = MessageBus.open(folder)) {
            try (var logind = bus.join().asLogind()) {
                watch(bus.address(), LONG);
                awaitLock("held");
                logind.prepareForSleep(true);
                awaitHolds("suspend");
                bus.end();
            }
        }
        awaitHolds();
        Await.until("the warning", () -> !warnings.all().isEmpty(), warnings::all);
        assertTrue(warnings.all().getFirst().endsWith("restart Kedge when the bus is back"), () -> warnings.all().toString());
        Await.until("the end of its threads", () -> threads().isEmpty(), SuspendWatchTest::threads);
        assertEquals(1, warnings.all().size());
    }

    @Test
    void withoutABusOrALogindNothingIsLeft() {
        watch("unix:path=" + folder.resolve("nobody"), LONG);
        assertEquals(List.of(), threads());
        try (MessageBus bus = MessageBus.open(folder)) {
            watch(bus.address(), LONG);
            Await.until("the end of its threads", () -> threads().isEmpty(), SuspendWatchTest::threads);
        }
        assertEquals(List.of(), lock());
        assertEquals(List.of(), warnings.all());
    }

    @Test
    void theEndLetsTheLockGoAndLeavesNoThread() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            List<String> before = threads();
            watch(bus.address(), LONG);
            awaitLock("held");
            watches.getFirst().close();
            awaitLock("held", "released");
            Await.until("the end of its threads", () -> threads().equals(before), SuspendWatchTest::threads);
            logind.prepareForSleep(true);
            assertEquals(List.of(), holds());
        }
        assertEquals(List.of(), warnings.all());
    }

    @Test
    void aLockThatCannotBeHadIsWarnedOfOnceAndItFreezesAllTheSame() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), LONG, List.of("sh", "-c", "echo Access denied; exit 1"));
            awaitWarningAtSleep(logind);
            logind.prepareForSleep(true);
            awaitHolds("suspend");
            assertEquals(List.of("suspend: the machine cannot be held up before it sleeps (Access denied): it may sleep while items are"
                    + " active; systemd lets a service hold it up if polkitd is installed"), warnings.all());
        }
    }

    @Test
    void aCommandThatIsNotThereIsWarnedOf() {
        try (MessageBus bus = MessageBus.open(folder); var logind = bus.join().asLogind()) {
            watch(bus.address(), LONG, List.of(folder.resolve("systemd-inhibit").toString()));
            awaitWarningAtSleep(logind);
            assertTrue(warnings.all().getFirst().contains("systemd-inhibit"), () -> warnings.all().toString());
        }
    }

    /** Announces the sleep until it is heard with the refusal known: neither shows outside before. */
    private void awaitWarningAtSleep(MessageBus.Participant logind) {
        assertEquals(List.of(), warnings.all(), "as long as the machine does not sleep, it is no news");
        Await.until("the warning", () -> {
            logind.prepareForSleep(true);
            return !warnings.all().isEmpty();
        }, warnings::all);
        assertEquals(List.of("suspend"), holds());
        logind.prepareForSleep(false);
        awaitHolds();   // all of the announcements are heard
    }

    @Test
    void anAddressThatCannotBeUsedIsWarnedOf() {
        watch("tcp:host=", LONG);
        Await.until("the warning", () -> !warnings.all().isEmpty(), warnings::all);
        assertTrue(warnings.all().getFirst().startsWith("suspend: the system bus at tcp:host= cannot be used ("), () -> warnings.all().toString());
        assertFalse(freezer.isBusy());
    }

    /** What the watch warns of. */
    private static final class Warnings extends Handler {
        private final Logger logger = Logger.getLogger(SuspendWatch.class.getName());
        private final List<String> heard = new CopyOnWriteArrayList<>();

        void begin() {
            logger.addHandler(this);
        }

        void end() {
            logger.removeHandler(this);
        }

        List<String> all() {
            return List.copyOf(heard);
        }

        List<String> beginnings() {
            return heard.stream().map(text -> text.split(" \\(|;")[0]).toList();
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                heard.add(record.getMessage());
            }
        }

        @Override
        public void flush() { }

        @Override
        public void close() { }
    }
}
