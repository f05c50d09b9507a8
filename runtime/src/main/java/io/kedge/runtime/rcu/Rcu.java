package io.kedge.runtime.rcu;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.api.ReadSections;
import org.jspecify.annotations.Nullable;

/**
 * The read sections of one engine and the grace periods between them.
 *
 * <p>A section belongs to one of two phases. A grace period begins by turning to the other phase, so that no section
 * enters the old one, and ends when the last section of that has left. Requests that come meanwhile wait for the next.
 * Nobody's thread waits: who makes a request or ends the last section takes the turns, one at a time.
 */
public final class Rcu implements ReadSections {
    private final Phase[] phases = {new Phase(), new Phase()};                        // C
    private volatile Phase open = phases[0];                                          // written by who takes the turns
    private final AtomicReference<@Nullable RcuHead> requests = new AtomicReference<>();   // A   latest first
    private final AtomicInteger turns = new AtomicInteger();                          // A   asked for; who asks first takes them
    private @Nullable RcuHead waiting;                                                // who takes the turns: for the end of this grace period

    /** Half of the sections. */
    private final class Phase implements Section {
        private final AtomicInteger readers = new AtomicInteger();

        @Override
        public void close() {
            if (readers.decrementAndGet() == 0 && open != this) {   // pair RCU_END: write readers, then read open
                takeTurns();
            }
        }
    }

    @Override
    public Section enter() {
        for (;;) {
            Phase phase = open;
            phase.readers.incrementAndGet();
            if (phase == open) {
                return phase;
            }
            phase.close();   // a grace period has begun since, and may have ended: the section is not in it
        }
    }

    @Override
    public void synchronize() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        request(new RcuHead(ended::countDown));
        ended.await();
    }

    /** Has it done after a grace period that begins from now on; at once, by the caller, if there is no section. */
    void request(RcuHead head) {
        RcuHead seen;
        do {
            seen = requests.get();
            head.next(seen);
        } while (!requests.compareAndSet(seen, head));
        takeTurns();
    }

    private void takeTurns() {
        if (turns.getAndIncrement() != 0) {
            return;   // another thread is at it, and will do mine
        }
        int taken = 1;
        do {
            takeTurn();
            taken = turns.addAndGet(-taken);
        } while (taken != 0);
    }

    private void takeTurn() {
        for (;;) {
            RcuHead ending = waiting;
            if (ending != null) {
                Phase old = open == phases[0] ? phases[1] : phases[0];
                if (old.readers.get() != 0) {
                    return;
                }
                waiting = null;
                RcuHead.endAll(RcuHead.reversed(ending));
            }
            waiting = requests.getAndSet(null);
            if (waiting == null) {
                return;
            }
            open = open == phases[0] ? phases[1] : phases[0];   // pair RCU_END: write open, then read readers
        }
    }
}
