package io.kedge.app.engine;

import java.util.LinkedHashSet;
import java.util.List;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.runtime.api.WorkqueueBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EngineProbeTest {
    private final Engine engine = new Engine();

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void everyBoundPoolOfAHealthyEngineRunsItsProbe() throws InterruptedException {
        assertEquals(List.of(), new EngineProbe(engine).stuckPools());
        assertTrue(engine.snapshot().workqueues().stream().filter(queue -> queue.name().equals("events")).findFirst().orElseThrow()
                .started() > 0, "an item ran");
    }

    @Test
    void manyWhoAskCostNoMoreThanOne() throws InterruptedException {
        var probe = new EngineProbe(engine);
        probe.stuckPools();
        long before = queued();
        probe.stuckPools();
        assertEquals(before, queued());
    }

    private long queued() {
        return engine.snapshot().workqueues().stream().mapToLong(queue -> queue.queued()).sum();
    }

    @Test
    void eachWorkqueueIsShownUnderANameOfItsOwn() {
        List<String> names = engine.names();
        assertEquals(List.copyOf(new LinkedHashSet<>(names)), names);
        assertTrue(names.contains("events"));
    }

    @Test
    void aWorkqueueIsMadeOnceAndFoundByItsName() {
        var gpio = engine.make("gpio", WorkqueueBuilder::percpu);
        assertEquals(gpio, engine.make("gpio", WorkqueueBuilder::unbound));
        assertEquals(gpio, engine.find("gpio"));
        assertEquals("events_long", engine.require("events_long", "test").name());
        assertNull(engine.find("nothing"));
    }

    @Test
    void anUnknownWorkqueueIsRefusedWithTheNearestName() {
        engine.make("inputs", WorkqueueBuilder::percpu);
        var refused = assertThrows(StartFailure.class, () -> engine.require("imputs", "@OnLine method Bell.ring"));
        assertEquals(ExitCode.CONFIG, refused.exitCode());
        assertEquals("@OnLine method Bell.ring: there is no workqueue 'imputs', did you mean 'inputs'?", refused.getMessage());
    }

    @Test
    void aStoppedEngineLooksEmpty() {
        engine.stop();
        assertFalse(engine.running());
        assertEquals(List.of(), engine.names());
    }
}
