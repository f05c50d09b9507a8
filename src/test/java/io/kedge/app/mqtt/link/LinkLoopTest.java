package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.DeviceId;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.LinkState;
import io.kedge.app.mqtt.api.LinkStatus;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.api.ReconnectPolicy;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The state machine on a driven clock, with connections that do as the test says. */
class LinkLoopTest {
    private final DrivenTime time = new DrivenTime();
    private final ScriptedConnections broker = new ScriptedConnections(time);
    private final List<LinkState> states = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private final MqttConfig config = MqttConfig.of(BrokerAddress.parse("mqtt://pi"), new DeviceId("d"));
    private LinkLoop loop = loop(config);

    @Test
    void startTakesItFromIdleToOnlineAndStateIsSaidFirst() {
        loop.offer(Draft.event("door", Map.of()));
        assertEquals(LinkState.IDLE, stepped());
        goOnline(ScriptedConnections.GENEROUS);
        assertEquals(List.of(LinkState.WAITING, LinkState.CONNECTING, LinkState.ONLINE), states);
        assertEquals(List.of("state", "event/door"), broker.last().topics());
        assertFalse(broker.last().resume, "a new run starts a new session");
    }

    @Test
    void brokerThatAcceptsAndKicksIsAskedMoreAndMoreSeldom() {
        goOnline(ScriptedConnections.GENEROUS);
        for (int i = 0; i < 60; i++) {
            broker.last().fail(ReasonCodes.judge(0x8b, null, config));
            loop.step();
            waitForAttempt();
            broker.last().accept(ScriptedConnections.GENEROUS);
            loop.step();
        }
        Duration whole = time.passed();
        assertTrue(whole.compareTo(Duration.ofMinutes(15)) > 0, "61 connects took " + whole + ", not a minute");
        assertTrue(broker.last().resume, "within a run the session goes on");
    }

    @Test
    void stableConnectionMakesTheNextAttemptComeSoon() {
        goOnline(ScriptedConnections.GENEROUS);
        for (int i = 0; i < 10; i++) {
            broker.last().fail(Failure.passing("lost"));
            loop.step();
            waitForAttempt();
            broker.last().fail(Failure.passing("refused"));
            loop.step();
            waitForAttempt();
            broker.last().accept(ScriptedConnections.GENEROUS);
            loop.step();
        }
        stayOnlineFor(Duration.ofMinutes(1));
        Duration before = time.passed();
        broker.last().fail(Failure.passing("lost"));
        loop.step();
        waitForAttempt();
        assertTrue(time.passed().minus(before).compareTo(Duration.ofSeconds(1)) <= 0, "within the base delay");
    }

    @Test
    void refusalThatNeedsAPersonMakesItDegradedAndSlowAndSaysTheCure() {
        loop.start();
        loop.step();
        waitForAttempt();
        broker.last().fail(ReasonCodes.judge(0x87, null, config));
        loop.step();
        assertEquals(LinkState.DEGRADED, loop.status().state());
        assertTrue(loop.status().message().contains("check user and password"), loop.status().message());
        Duration before = time.passed();
        waitForAttempt();
        Duration waited = time.passed().minus(before);
        assertTrue(waited.compareTo(Duration.ofMinutes(1)) >= 0 && waited.compareTo(Duration.ofMinutes(2)) <= 0,
                waited.toString());
    }

    @Test
    void windowIsNeverExceededAndGoesOnWithEachAcknowledgement() {
        IntStream.range(0, 100).forEach(i -> loop.offer(Draft.event("door", Map.of("n", i))));
        goOnline(new ServerLimits(5, 0, Duration.ofSeconds(30).toNanos(), 2, true));
        int rounds = 0;
        for (; loop.status().waiting() > 0 || !broker.last().tickets.isEmpty(); rounds++) {
            assertTrue(broker.last().tickets.size() <= 5, "in flight: " + broker.last().tickets.size());
            broker.last().deliverAll();
            loop.step();
        }
        assertEquals(21, rounds, "101 messages, 5 at a time");
        assertEquals(101, loop.status().published());
    }

    @Test
    void connectionWithoutAnyAnswerIsGivenUpAfterOneAndAHalfKeepAlives() {
        goOnline(ScriptedConnections.GENEROUS);
        broker.last().deliverAll();
        loop.step();
        time.pass(Duration.ofMillis(44_999));
        assertEquals(LinkState.ONLINE, stepped());
        time.pass(Duration.ofMillis(1));
        assertEquals(LinkState.WAITING, stepped());
        assertTrue(broker.last().closed, "closed hard");
        assertTrue(loop.status().message().contains("silent for 45 s"), loop.status().message());
    }

    @Test
    void connectionThatAnswersPingsButAcknowledgesNothingIsGivenUpToo() {
        goOnline(ScriptedConnections.GENEROUS);
        for (int i = 0; i < 44; i++) {
            time.pass(Duration.ofSeconds(1));
            broker.last().inboundNanos = time.nanos();
            assertEquals(LinkState.ONLINE, stepped());
        }
        time.pass(Duration.ofSeconds(1));
        broker.last().inboundNanos = time.nanos();
        assertEquals(LinkState.WAITING, stepped());
    }

    @Test
    void attemptWithoutAnAnswerIsGivenUpAfterTheConnectTimeout() {
        loop.start();
        loop.step();
        waitForAttempt();
        time.pass(config.connectTimeout().plusSeconds(1));
        assertEquals(LinkState.WAITING, stepped());
        assertTrue(broker.last().closed, "closed hard");
    }

    @Test
    void whatWasInFlightIsSentAgainOverTheNextConnection() {
        loop.offer(Draft.event("a", Map.of()));
        loop.offer(Draft.event("b", Map.of()));
        goOnline(ScriptedConnections.GENEROUS);
        ScriptedConnections.Scripted first = broker.last();
        byte[] before = first.sent.get(1).payload();
        first.fail(Failure.passing("lost"));
        loop.step();
        waitForAttempt();
        broker.last().accept(ScriptedConnections.GENEROUS);
        loop.step();
        assertEquals(List.of("state", "event/a", "event/b"), broker.last().topics());
        assertEquals(new String(before, UTF_8), new String(broker.last().sent.get(1).payload(), UTF_8));
        first.tell(new Signal.Delivered(1, 1));
        first.fail(Failure.passing("late news of a connection that is gone"));
        assertEquals(LinkState.ONLINE, stepped());
    }

    @Test
    void messageThatIsTooLargeIsDroppedAndSaidOnce() {
        loop.offer(Draft.event("big", Map.of("text", "x".repeat(500))));
        loop.offer(Draft.event("big", Map.of("text", "x".repeat(500))));
        loop.offer(Draft.event("small", Map.of()));
        goOnline(new ServerLimits(100, 300, Duration.ofSeconds(30).toNanos(), 2, true));
        assertEquals(List.of("state", "event/small"), broker.last().topics());
        assertTrue(new String(broker.last().sent.get(1).payload(), UTF_8).contains("\"seq\":2,\"dropped\":2"));
        assertEquals(2, loop.status().dropped());
        assertEquals(1, oddities.size(), oddities::toString);
    }

    @Test
    void messageThatTheBrokerRefusesIsGivenUpAndTheConnectionStays() {
        loop.offer(Draft.event("door", Map.of()));
        goOnline(ScriptedConnections.GENEROUS);
        broker.last().tell(new Signal.Refused(1, 1, 0x87));
        assertEquals(LinkState.ONLINE, stepped());
        assertEquals(1, loop.status().dropped());
        assertTrue(oddities.getFirst().contains("0x87"), oddities::toString);
    }

    @Test
    void messageForWhichPahoHadNoRoomIsSentALittleLater() {
        loop.offer(Draft.event("door", Map.of()));
        goOnline(ScriptedConnections.GENEROUS);
        broker.last().tell(new Signal.NoRoom(1, 1));
        assertEquals(Duration.ofMillis(10).toNanos(), loop.step());
        assertEquals(2, broker.last().sent.size());
        time.pass(Duration.ofMillis(10));
        loop.step();
        assertEquals(List.of("state", "event/door", "event/door"), broker.last().topics());
    }

    @Test
    void stopEmptiesTheOutboxThenSaysStoppedThenDisconnects() {
        IntStream.range(0, 20).forEach(i -> loop.offer(Draft.event("door", Map.of("n", i))));
        goOnline(new ServerLimits(16, 0, Duration.ofSeconds(30).toNanos(), 2, true));
        loop.stop(time.nanos() + Duration.ofSeconds(2).toNanos());
        assertFalse(loop.offer(Draft.event("late", Map.of())), "nothing is taken any more");
        assertEquals(LinkState.STOPPING, stepped());
        loop.step();
        broker.last().deliverAll();
        loop.step();
        assertFalse(broker.last().saidGoodbye);
        broker.last().deliverAll();
        loop.step();
        assertTrue(new String(broker.last().sent.getLast().payload(),
                UTF_8).contains("\"state\":\"offline\",\"cause\":\"stopped\""));
        assertEquals(22, broker.last().sent.size());
        broker.last().deliverAll();
        assertEquals(LinkState.STOPPED, stepped());
        assertTrue(broker.last().saidGoodbye && broker.last().closed && loop.farewellHeard());
    }

    @Test
    void stopDoesNotWaitLongerThanItsDeadlineForABrokerThatAcknowledgesNothing() {
        IntStream.range(0, 20).forEach(i -> loop.offer(Draft.event("door", Map.of("n", i))));
        goOnline(ScriptedConnections.GENEROUS);
        long stopBy = time.nanos() + Duration.ofSeconds(2).toNanos();
        loop.stop(stopBy);
        long next = loop.step();
        for (int steps = 0; !loop.over(); steps++) {
            assertTrue(steps < 100, "stops");
            time.pass(Duration.ofNanos(Math.max(next, 1)));
            next = loop.step();
        }
        assertTrue(time.nanos() - stopBy <= 0, "within the deadline");
        assertFalse(loop.farewellHeard());
        assertTrue(broker.last().saidGoodbye, "the will is taken back all the same");
    }

    @Test
    void stopBeforeTheStartIsAStopToo() {
        loop.stop(time.nanos());
        assertEquals(LinkState.STOPPED, stepped());
        assertTrue(broker.made.isEmpty());
    }

    @Test
    void fleetSendsWhatIsRetainedAgainOverTheSpread() {
        loop = loop(config.withReconnect(ReconnectPolicy.forFleetOf(10_000)));
        loop.offer(Draft.value("door", Map.of("value", true)));
        goOnline(ScriptedConnections.GENEROUS);
        broker.last().deliverAll();
        broker.last().fail(Failure.passing("lost"));
        loop.step();
        waitForAttempt();
        broker.last().accept(ScriptedConnections.GENEROUS);
        loop.step();
        assertEquals(List.of("state"), broker.last().topics(), "at once only what tells that it lives");
        broker.last().deliverAll();
        for (int i = 0; i < 120 && broker.last().sent.size() == 1; i++) {
            time.pass(Duration.ofSeconds(1));
            broker.last().inboundNanos = time.nanos();
            loop.step();
        }
        assertTrue(broker.last().topics().contains("value/door"), () -> broker.last().topics().toString());
    }

    @Test
    void willSaysLostWithoutATime() {
        goOnline(ScriptedConnections.GENEROUS);
        assertEquals("{\"v\":1,\"boot\":\"0123456789abcdef\",\"state\":\"offline\",\"cause\":\"lost\"}",
                new String(broker.last().will.payload(), UTF_8));
        assertTrue(broker.last().will.retained());
    }

    private LinkLoop loop(MqttConfig settings) {
        return new LinkLoop(settings, "0123456789abcdef",
                new LinkLoop.Ports(time, new SplittableRandom(7), broker, () -> { }), new LinkEvents() {
                    @Override
                    public void stateChanged(LinkStatus status) {
                        states.add(status.state());
                    }

                    @Override
                    public void oddity(String message) {
                        oddities.add(message);
                    }
                });
    }

    private void goOnline(ServerLimits limits) {
        loop.start();
        loop.step();
        waitForAttempt();
        broker.last().accept(limits);
        loop.step();
        assertEquals(LinkState.ONLINE, loop.status().state());
    }

    private void waitForAttempt() {
        int before = broker.made.size();
        long next = loop.step();
        for (int steps = 0; broker.made.size() == before; steps++) {
            assertTrue(steps < 100, "an attempt comes");
            time.pass(Duration.ofNanos(Math.max(0, next)));
            next = loop.step();
        }
        assertEquals(LinkState.CONNECTING, loop.status().state());
    }

    private void stayOnlineFor(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            broker.last().deliverAll();
            time.pass(Duration.ofSeconds(1));
            broker.last().inboundNanos = time.nanos();
            assertEquals(LinkState.ONLINE, stepped());
        }
    }

    private LinkState stepped() {
        loop.step();
        return loop.status().state();
    }
}
