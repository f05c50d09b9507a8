package io.kedge.runtime.conformance;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.ReadSections.Section;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Work that runs after a grace period. */
@ExtendWith(EngineExtension.class)
class GracePeriodTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    @Conforms("R127")
    void theItemRunsWhenTheSectionsThatExistedAtTheCallHaveEnded(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        RcuWork free = Cmwq.rcuWork(runs::incrementAndGet);
        Section before = cmwq.readSections().enter();
        assertTrue(queue.queueRcu(free));
        Section later = cmwq.readSections().enter();
        queue.flush();
        assertEquals(0, runs.get());
        assertTrue(free.pending());
        assertFalse(queue.queueRcu(free), "it is pending");
        before.close();
        assertTrue(free.flush() || runs.get() == 1);
        assertEquals(1, runs.get(), "the later section does not count");
        later.close();
        assertFalse(free.busy());
    }

    @Test
    @Conforms("R127")
    void flushWaitsForTheGracePeriodAndTheRun(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        RcuWork free = Cmwq.rcuWork(runs::incrementAndGet);
        assertFalse(free.flush());
        Section section = cmwq.readSections().enter();
        queue.queueRcu(free);
        FutureTask<Boolean> flush = new FutureTask<>(free::flush);
        Thread flusher = Thread.ofPlatform().daemon().start(flush);
        Await.until(() -> flusher.getState() == Thread.State.WAITING, flusher::getState);
        section.close();
        assertTrue(flush.get(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, runs.get());
    }

    @Test
    void synchronizeWaitsForTheSectionsThatExistAndForNoOthers(Cmwq cmwq) throws Exception {
        cmwq.readSections().synchronize();
        Section section = cmwq.readSections().enter();
        Gate synchronised = new Gate();
        Thread waiter = Thread.ofPlatform().daemon().start(() -> {
            try {
                cmwq.readSections().synchronize();
                synchronised.open();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        Await.until(() -> waiter.getState() == Thread.State.WAITING, waiter::getState);
        Section later = cmwq.readSections().enter();
        section.close();
        synchronised.pass();
        later.close();
    }

    @Test
    @Conforms("R127")
    void itCanBeNeitherCancelledNorDisabledWhileItWaits(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        RcuWork free = Cmwq.rcuWork(runs::incrementAndGet);
        Section section = cmwq.readSections().enter();
        queue.queueRcu(free);
        Work inner = (Work) free;   // as its function sees it
        var refusal = assertThrows(UnsupportedOperationException.class, inner::cancel);
        assertEquals("work that waits for a grace period can be neither cancelled nor disabled: flush it", refusal.getMessage());
        assertThrows(UnsupportedOperationException.class, inner::disable);
        assertThrows(UnsupportedOperationException.class, inner::cancelSync);
        section.close();
        free.flush();
        assertEquals(1, runs.get());
    }

    @Test
    void itMayQueueItselfForTheNextGracePeriod(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Gate thrice = new Gate(3);
        RcuWork free = Cmwq.rcuWork(self -> {
            thrice.open();
            if (!thrice.isOpen()) {
                queue.queueRcu((RcuWork) self);
            }
        });
        queue.queueRcu(free);
        thrice.pass();
    }
}
