package io.kedge.runtime.work;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Await;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FlushWaiterTest {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    @Test
    void aChainIsReleasedAsAWholeAlsoIfItWasJoined() throws InterruptedException {
        FlushWaiter first = new FlushWaiter();
        FlushWaiter second = new FlushWaiter();
        FlushWaiter third = new FlushWaiter();
        FlushWaiter front = second.before(first.before(null));
        assertSame(front, FlushWaiter.join(front, third.before(null)));
        FlushWaiter.releaseAll(front);
        first.await();
        second.await();
        third.await();
    }

    @Test
    void joiningWithNothingChangesNothing() {
        FlushWaiter one = new FlushWaiter();
        assertSame(one, FlushWaiter.join(null, one));
        assertSame(one, FlushWaiter.join(one, null));
        assertNull(FlushWaiter.join(null, null));
        FlushWaiter.releaseAll(null);
    }

    @Test
    void whoIsInterruptedStopsWaiting() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, new FlushWaiter()::await);
        assertFalse(Thread.interrupted());
    }

    @Test
    void whoAdoptsItWaitsInstead() throws InterruptedException {
        FlushWaiter waiter = new FlushWaiter();
        Thread adopter = Thread.ofPlatform().daemon().start(waiter::adoptAndAwait);
        Await.until(() -> adopter.getState() == Thread.State.WAITING, adopter::getState);
        FlushWaiter.releaseAll(waiter);
        adopter.join(PATIENCE_MILLIS);
        assertFalse(adopter.isAlive());
    }
}
