package io.kedge.app.systemd;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.EngineProbe;
import io.kedge.app.mqtt.support.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WatchdogTest {
    private static final Duration WINDOW = Duration.ofMillis(200);

    private final String name = "@kedge-watchdog-" + ProcessHandle.current().pid();
    private final Receiver receiver = Receiver.on(name);
    private final ServiceManager manager = new ServiceManager(Map.of("NOTIFY_SOCKET", name), 1);
    private final Engine engine = new Engine();

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop();
        receiver.close();
    }

    private long signs() {
        return receiver.received().stream().filter("WATCHDOG=1"::equals).count();
    }

    /** The pools of an engine cannot be made to stand still from outside, so this one says that they do. */
    private static final class SaidToBeStuck extends EngineProbe {
        private volatile List<String> stuck;

        SaidToBeStuck(Engine engine, List<String> stuck) {
            super(engine);
            this.stuck = stuck;
        }

        @Override
        public synchronized List<String> stuckPools() {
            return stuck;
        }
    }

    @Test
    void aHealthyEngineGivesSignsAgainAndAgain() {
        try (Watchdog _ = Watchdog.start(manager, engine, new EngineProbe(engine), WINDOW)) {
            Await.until("three signs of life", () -> signs() >= 3, receiver::received);
        }
        assertTrue(receiver.received().stream().allMatch("WATCHDOG=1"::equals), () -> receiver.received().toString());
    }

    @Test
    void anEngineThatStandsStillGivesNoneAndSaysWhichPool() {
        var probe = new SaidToBeStuck(engine, List.of("cpu1", "cpu1:H"));
        try (Watchdog _ = Watchdog.start(manager, engine, probe, WINDOW)) {
            receiver.await("STATUS=no item ran on cpu1, cpu1:H");
            assertTrue(Await.holdsFor(WINDOW.multipliedBy(2), () -> signs() == 0), "no sign of life");
            probe.stuck = List.of();
            receiver.await("WATCHDOG=1");
            receiver.await("STATUS=every pool runs items again");
        }
    }

    @Test
    void afterTheEndNoSignIsGiven() throws InterruptedException {
        var probe = new SaidToBeStuck(engine, List.of());
        Watchdog watchdog = Watchdog.start(manager, engine, probe, WINDOW);
        receiver.await("WATCHDOG=1");
        watchdog.close();
        engine.cmwq().system("events_unbound").flush();
        long before = signs();
        assertTrue(Await.holdsFor(WINDOW.multipliedBy(2), () -> signs() == before), "none after the end");
        assertFalse(before == 0);
    }
}
