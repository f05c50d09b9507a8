package io.kedge.app.running;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.app.gpio.Handlers;
import io.kedge.app.gpio.Lines;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OverflowPolicy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(SimulatedRun.class)
class HandlersTest {
    private static final long DEADLINE_SECONDS = 60;

    @Inject
    Listeners listeners;

    @Inject
    Handlers handlers;

    @Inject
    Lines lines;

    @Test
    void aMethodOfABeanGetsTheEventsOfItsLine() throws InterruptedException {
        LineEvent event = listeners.onHandlers().poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, "an event came");
        assertEquals("button", event.line());
    }

    @Test
    void aMethodWithoutParametersRunsOnTheWorkqueueItNames() throws InterruptedException {
        String worker = listeners.onInputs().poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(worker, "it was called");
        assertTrue(worker.matches("kworker/\\d+:\\d+H"), () -> "the workqueue 'inputs' is per CPU and of high priority, but ran on " + worker);
    }

    @Test
    void theLightFollowsTheButton() throws InterruptedException {
        var toggled = new CountDownLatch(1);
        lines.onWrite((line, active) -> {
            if (line.id().equals("led")) {
                toggled.countDown();
            }
        });
        assertTrue(toggled.await(DEADLINE_SECONDS, TimeUnit.SECONDS), "the example handler wrote the output");
    }

    @Test
    void aStreamIsInjectedByItsLine() {
        List<LineEvent> two = listeners.presses().select().first(2).collect().asList().await().atMost(Duration.ofSeconds(DEADLINE_SECONDS));
        assertEquals(List.of("button", "button"), two.stream().map(LineEvent::line).toList());
    }

    @Test
    void aStreamOfAnUnknownLineFailsWithTheNearestName() {
        var failed = assertThrows(LineException.class,
                () -> lines.events("buton", OverflowPolicy.latest()).collect().first().await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)));
        assertEquals("there is no input 'buton', did you mean 'button'?", failed.getMessage());
    }

    @Test
    void anUnknownOutputIsRefusedWithTheNearestName() {
        assertEquals("there is no output 'ledd', did you mean 'led'?", assertThrows(LineException.class, () -> lines.output("ledd")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        wrong-line      | @OnLine method Listeners.neverOnThisLine: there is no input 'buton', did you mean 'button'?
        wrong-workqueue | @OnLine method Listeners.neverOnThisWorkqueue: there is no workqueue 'imputs', did you mean 'inputs'?
        wrong-method    | @OnLine method Listeners.neverWithThis must take one LineEvent, or nothing
        """)
    void aHandlerThatCannotBeConnectedIsRefused(String profile, String message) {
        var refused = assertThrows(StartFailure.class, () -> handlers.connect(profile));
        assertEquals(message, refused.getMessage());
        assertEquals(ExitCode.CONFIG, refused.exitCode());
    }
}
