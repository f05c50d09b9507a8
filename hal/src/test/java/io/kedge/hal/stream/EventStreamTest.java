package io.kedge.hal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.kedge.hal.api.OverflowPolicy;
import io.kedge.hal.api.StreamOverflowException;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

class EventStreamTest {
    private final EventStream<Integer> stream = new EventStream<>("line button");

    @Test
    void everySubscriberGetsWhatComesAfterItCame() {
        var early = subscriber(OverflowPolicy.dropOldest(4), 10);
        stream.emit(1);
        var late = subscriber(OverflowPolicy.latest(), 10);
        stream.emit(2);
        early.assertItems(1, 2);
        late.assertItems(2);
        assertEquals(0, stream.drops());
    }

    @Test
    void dropOldestKeepsTheNewestAndCountsTheRest() {
        var slow = subscriber(OverflowPolicy.dropOldest(3), 1);
        emit(1, 10);
        slow.request(10).assertItems(1, 8, 9, 10);
        assertEquals(6, stream.drops());
    }

    @Test
    void latestKeepsOne() {
        var slow = subscriber(OverflowPolicy.latest(), 0);
        emit(1, 5);
        slow.request(3).assertItems(5);
        assertEquals(4, stream.drops());
    }

    @Test
    void bufferThenFailDeliversTheBufferThenFails() {
        var slow = subscriber(OverflowPolicy.bufferThenFail(2), 0);
        emit(1, 4);
        slow.request(1).assertItems(1).assertNotTerminated();
        slow.request(1).assertItems(1, 2).assertFailedWith(StreamOverflowException.class, "line button");
        assertEquals(1, stream.drops());
    }

    @Test
    void aFailedSubscriberLeavesTheOthersAlone() {
        var broken = subscriber(OverflowPolicy.bufferThenFail(1), 1);
        var fine = subscriber(OverflowPolicy.dropOldest(1), 10);
        emit(1, 4);
        broken.request(9);
        assertInstanceOf(StreamOverflowException.class, broken.getFailure());
        fine.assertItems(1, 2, 3, 4);
    }

    @Test
    void theEndComesAfterWhatIsBuffered() {
        var slow = subscriber(OverflowPolicy.dropOldest(3), 0);
        emit(1, 2);
        stream.complete();
        slow.assertNotTerminated().request(2).assertItems(1, 2).assertCompleted();
        subscriber(OverflowPolicy.latest(), 1).assertCompleted();
    }

    @Test
    void nothingComesBeforeTheSubscriberKnowsItsSubscription() {
        List<String> signals = new ArrayList<>();
        stream.with(OverflowPolicy.dropOldest(4)).subscribe().withSubscriber(new MultiSubscriber<Integer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(9);
                stream.emit(1);
                stream.complete();
                signals.add("subscribed");
            }

            @Override
            public void onItem(Integer item) {
                signals.add("item " + item);
            }

            @Override
            public void onFailure(Throwable failure) {
                signals.add("failed " + failure);
            }

            @Override
            public void onCompletion() {
                signals.add("completed");
            }
        });
        assertEquals(List.of("subscribed", "item 1", "completed"), signals);
    }

    @Test
    void aCancelledSubscriberGetsNothingAndDropsNothing() {
        var gone = subscriber(OverflowPolicy.dropOldest(1), 0);
        gone.cancel();
        emit(1, 3);
        gone.assertHasNotReceivedAnyItem();
        assertEquals(0, stream.drops());
    }

    @Test
    void aSubscriberThatAsksFromWithinItsItemSeesThemInOrder() {
        AtomicInteger before = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        stream.with(OverflowPolicy.dropOldest(8)).subscribe().with(item -> {
            assertEquals(before.incrementAndGet(), item);
            seen.add(item);
            if (item == 1) {
                emit(2, 3);
            }
        });
        stream.emit(1);
        assertEquals(List.of(1, 2, 3), seen);
    }

    @Test
    void emitterAndRequesterOnTwoThreadsLoseNothing() throws InterruptedException {
        int items = 50_000;
        var subscriber = subscriber(OverflowPolicy.dropOldest(OverflowPolicy.LARGEST), 0);
        Thread emitter = Thread.ofPlatform().start(() -> emit(1, items));
        for (int i = 0; i < items; i++) {
            subscriber.request(1);
        }
        emitter.join();
        assertEquals(IntStream.rangeClosed(1, items).boxed().toList(), subscriber.getItems());
    }

    private void emit(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(stream::emit);
    }

    private AssertSubscriber<Integer> subscriber(OverflowPolicy policy, long demand) {
        return stream.with(policy).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }
}
