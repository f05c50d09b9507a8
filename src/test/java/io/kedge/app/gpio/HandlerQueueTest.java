package io.kedge.app.gpio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HandlerQueueTest {
    private final Cmwq cmwq = Cmwq.start();
    private final Workqueue workqueue = cmwq.workqueue("handlers").unbound().create();

    @AfterEach
    void end() {
        cmwq.close();
    }

    private static LineEvent event(int number) {
        return new LineEvent("button", true, number, 0, EventClock.MONOTONIC, 0, Instant.EPOCH, true, 0, 0, 0, false, 0);
    }

    @Test
    void eventsComeOneAfterTheOtherInOrder() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        var queue = new HandlerQueue("Test.seen", event -> seen.add(event.lineSeqno()), workqueue);
        for (int number = 0; number < 100; number++) {
            queue.onEvent(event(number));
        }
        workqueue.flush();
        assertEquals(100, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(new HandlerStats("Test.seen", "handlers", 100, 0, 0), queue.stats());
    }

    @Test
    void aHandlerThatThrowsGetsTheNextEvent() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        var queue = new HandlerQueue("Test.moody", event -> {
            seen.add(event.lineSeqno());
            if (event.lineSeqno() == 1) {
                throw new IllegalArgumentException("not this one");
            }
        }, workqueue);
        queue.onEvent(event(1));
        queue.onEvent(event(2));
        workqueue.flush();
        assertEquals(List.of(1, 2), seen);
        assertEquals(new HandlerStats("Test.moody", "handlers", 1, 1, 0), queue.stats());
    }

    @Test
    void theOldestEventsGiveWayToAHandlerThatIsBehind() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        List<Integer> seen = new ArrayList<>();
        var queue = new HandlerQueue("Test.slow", event -> {
            entered.countDown();
            goOn.await();
            seen.add(event.lineSeqno());
        }, workqueue);
        queue.onEvent(event(0));
        assertTrue(entered.await(10, TimeUnit.SECONDS), "the handler runs");
        for (int number = 1; number <= HandlerQueue.CAPACITY + 5; number++) {
            queue.onEvent(event(number));
        }
        goOn.countDown();
        workqueue.flush();
        assertEquals(5, queue.stats().dropped());
        assertEquals(0, seen.getFirst());
        assertEquals(6, seen.get(1));
        assertEquals(HandlerQueue.CAPACITY + 1, seen.size());
    }
}
