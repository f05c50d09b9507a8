package io.kedge.runtime.conformance;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Enabling an item and queueing it in one call. */
@ExtendWith(EngineExtension.class)
class EnableAndQueueTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final Work work = Cmwq.work(runs::incrementAndGet);

    @Test
    @Conforms("R116")
    void onlyTheLastEnableQueues(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        work.disable();
        work.disable();
        assertFalse(queue.enableAndQueue(work), "it is disabled still");
        queue.flush();
        assertEquals(0, runs.get());
        assertTrue(queue.enableAndQueue(work));
        queue.flush();
        assertEquals(1, runs.get());
        assertTrue(queue.queue(work), "it is enabled");
        queue.flush();
        assertEquals(2, runs.get());
    }

    @Test
    void onAClosedWorkqueueTheItemStaysDisabled(Cmwq cmwq) throws Exception {
        Workqueue closed = cmwq.workqueue("closed").percpu().create();
        Workqueue open = cmwq.workqueue("open").percpu().create();
        closed.close();
        work.disable();
        assertThrows(IllegalStateException.class, () -> closed.enableAndQueue(work));
        assertFalse(open.queue(work), "it is disabled still");
        assertTrue(open.enableAndQueue(work));
        open.flush();
        assertEquals(1, runs.get());
    }
}
