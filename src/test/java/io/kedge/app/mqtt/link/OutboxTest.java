package io.kedge.app.mqtt.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.kedge.app.mqtt.api.DeviceState;
import io.kedge.app.mqtt.api.Draft;
import io.kedge.app.mqtt.api.TopicKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OutboxTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final DrivenTime time = new DrivenTime();
    private final Outbox outbox = new Outbox(3, "kedge/00/d/", new Payloads("0123456789abcdef"), time);

    @Test
    void envelopeComesFirstAndTheBodyBehindIt() {
        time.synced = true;
        outbox.offer(Draft.event("door", Map.of("what", "opened")));
        assertEquals("kedge/00/d/event/door {\"v\":1,\"boot\":\"0123456789abcdef\",\"seq\":0,\"dropped\":0,"
                + "\"ts\":\"2026-11-22T00:00:00.123Z\",\"clock\":\"synced\",\"what\":\"opened\"}", next());
    }

    @Test
    void emptyBodyIsStillOneObject() {
        outbox.offer(new Draft(TopicKind.INFO, "", Map.of(), null));
        assertEquals("kedge/00/d/info {\"v\":1,\"boot\":\"0123456789abcdef\",\"ts\":\"2026-11-22T00:00:00.123Z\","
                + "\"clock\":\"unsynced\"}", next());
    }

    @Test
    void bodyThatIsNoObjectIsRefusedAtOnce() {
        assertThrows(UnwritablePayloadException.class, () -> outbox.offer(Draft.event("door", List.of(1))));
        assertThrows(UnwritablePayloadException.class, () -> outbox.offer(Draft.event("door", new Object())));
        assertEquals(0, outbox.size());
    }

    @Test
    void allEventsCountInOneStreamAndEachTableInItsOwn() {
        outbox.offer(Draft.event("a", Map.of()));
        outbox.offer(Draft.event("b", Map.of()));
        outbox.offer(Draft.stats("pools", Map.of(), INTERVAL));
        assertEquals(List.of("event/a 0 0", "event/b 1 0", "stats/pools 0 0"), rest());
    }

    @Test
    void fullOutboxGivesUpStatisticsBeforeEventsAndOldBeforeNew() {
        outbox.offer(Draft.event("a", Map.of()));
        outbox.offer(Draft.stats("pools", Map.of(), INTERVAL));
        outbox.offer(Draft.event("b", Map.of()));
        outbox.offer(Draft.event("c", Map.of()));   // in place of the statistics
        outbox.offer(Draft.event("d", Map.of()));   // in place of a
        outbox.offer(Draft.event("e", Map.of()));   // in place of b
        assertEquals(3, outbox.dropped());
        outbox.poll();
        outbox.offer(Draft.stats("pools", Map.of(), INTERVAL));
        assertEquals(List.of("event/d 3 0", "event/e 4 0", "stats/pools 1 1"), rest());
    }

    @Test
    void messageAfterTheGapSaysHowManyWereDropped() {
        for (String line : List.of("a", "b", "c", "d", "e")) {
            outbox.offer(Draft.event(line, Map.of()));
        }
        assertEquals(List.of("event/c 2 2", "event/d 3 0", "event/e 4 0"), rest());
    }

    @Test
    void whatAGivenUpMessageHadToSayIsSaidByTheNext() {
        for (String line : List.of("a", "b", "c", "d")) {
            outbox.offer(Draft.event(line, Map.of()));
        }
        outbox.drop(present(outbox.poll()));   // it said that one was dropped, and was too large for the broker
        assertEquals(List.of("event/c 2 2", "event/d 3 0"), rest());
    }

    @Test
    void statisticsThatExpiredAreGivenUpAndCounted() {
        outbox.offer(Draft.stats("pools", Map.of(), INTERVAL));
        time.pass(INTERVAL);
        outbox.offer(Draft.stats("pools", Map.of(), INTERVAL));
        time.pass(INTERVAL);
        Entry left = present(outbox.poll());
        assertEquals("stats/pools 1 1", summary(left));
        assertEquals(10, left.written().expirySeconds(), "the broker is told what is left of 20 s");
        assertNull(outbox.poll());
    }

    @Test
    void retainedTopicKeepsItsLastMessageOnlyAndStateGoesFirst() {
        outbox.offer(Draft.value("a", Map.of("value", 1)));
        outbox.offer(Draft.event("a", Map.of()));
        outbox.offer(Draft.value("a", Map.of("value", 2)));
        outbox.offer(new Draft(TopicKind.STATE, "", StateBody.of(DeviceState.ONLINE, List.of()), null));
        assertEquals(3, outbox.size());
        List<String> paths = new ArrayList<>();
        for (Entry entry = outbox.poll(); entry != null; entry = outbox.poll()) {
            paths.add(entry.path);
            assertEquals(entry.path.equals("value/a"), text(entry).contains("\"value\":2"));
        }
        assertEquals(List.of("state", "value/a", "event/a"), paths);
    }

    @Test
    void retainedMessagesWaitAgainWhenAskedTo() {
        outbox.offer(Draft.value("a", Map.of("value", 1)));
        outbox.poll();
        assertNull(outbox.poll());
        outbox.retainedAgain();
        assertEquals("value/a", present(outbox.poll()).path);
    }

    @Test
    void whatWasOnTheWireGoesBackInItsOrderWithTheSameBytes() {
        outbox.offer(Draft.event("a", Map.of()));
        outbox.offer(Draft.event("b", Map.of()));
        outbox.offer(Draft.value("v", Map.of("value", 1)));
        List<Entry> wire = new ArrayList<>();
        for (Entry entry = outbox.poll(); entry != null; entry = outbox.poll()) {
            wire.add(entry);
        }
        byte[] before = wire.get(1).written().payload();
        outbox.offer(Draft.event("c", Map.of()));
        outbox.takeBack(wire);
        assertEquals("value/v", present(outbox.poll()).path);
        Entry again = present(outbox.poll());
        assertArrayEquals(before, again.written().payload());
        assertEquals(List.of("event/b 1 0", "event/c 2 0"), rest());
    }

    @Test
    void retainedTopicsWithoutEndAreGivenUp() {
        for (int i = 0; i <= Outbox.RETAINED_LIMIT; i++) {
            outbox.offer(Draft.value("line-" + i, Map.of()));
        }
        assertEquals(1, outbox.dropped());
        assertEquals(Outbox.RETAINED_LIMIT, outbox.size());
    }

    private String next() {
        Entry entry = present(outbox.poll());
        return entry.written().topic() + " " + text(entry);
    }

    private List<String> rest() {
        List<String> all = new ArrayList<>();
        for (Entry entry = outbox.poll(); entry != null; entry = outbox.poll()) {
            all.add(summary(entry));
        }
        return all;
    }

    private static String summary(Entry entry) {
        return entry.path + " " + entry.seq + " " + entry.dropped;
    }

    private static String text(Entry entry) {
        return new String(entry.written().payload(), UTF_8);
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value, "the outbox is empty");
    }
}
