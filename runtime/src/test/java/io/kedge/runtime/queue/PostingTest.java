package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.pool.Posts;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.kedge.runtime.EngineExtension.FIRST_CPU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Queueing without the lock of the pool, while an item of another workqueue computes on the only slot. */
@ExtendWith(EngineExtension.class)
class PostingTest {
    private static final int MORE_THAN_THE_BOX_HOLDS = 600;

    private final Gate computing = new Gate();
    private volatile boolean stop;

    private void compute(Cmwq cmwq) {
        cmwq.workqueue("busy").percpu().create().queueOn(FIRST_CPU, Cmwq.work(() -> {
            computing.open();
            while (!stop) {
                Thread.onSpinWait();
            }
        }));
        computing.pass();
    }

    @AfterEach
    void stop() {
        stop = true;
    }

    private static String placeOf(Work work) {
        return Places.NAMES.get(Places.of((WorkItem) work));
    }

    private static WorkItem onceRun(Workqueue queue) throws InterruptedException {
        Work work = Cmwq.work(() -> { });
        queue.queueOn(FIRST_CPU, work);
        work.flush();
        return (WorkItem) work;
    }

    @Test
    void orderIsKeptWhenThereIsNoRoomForMore(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Integer> all = IntStream.range(0, MORE_THAN_THE_BOX_HOLDS).boxed().toList();
        List<Work> items = all.stream().map(i -> Cmwq.work(() -> order.add(i))).toList();
        items.forEach(item -> queue.queueOn(FIRST_CPU, item));
        queue.flush();
        order.clear();
        compute(cmwq);
        assertTrue(queue.queueOn(FIRST_CPU, items.getFirst()));
        assertEquals("POSTED", placeOf(items.getFirst()), "nothing shows that the lock was not needed");
        for (Work item : items.subList(1, items.size())) {
            assertTrue(queue.queueOn(FIRST_CPU, item));
        }
        assertEquals("ACTIVE", placeOf(items.getFirst()), "it was full, and was emptied");
        assertFalse(queue.queueOn(FIRST_CPU, items.getLast()), "it is pending");
        stop = true;
        queue.flush();
        assertEquals(all, order);
    }

    @Test
    void newItemIsPostedAndAnotherPoolsIsNot(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        Workqueue other = cmwq.workqueue("other").percpu().highPriority().create();
        Work fresh = Cmwq.work(() -> { });
        WorkItem used = onceRun(other);
        compute(cmwq);
        assertTrue(queue.queueOn(FIRST_CPU, fresh));
        assertEquals("POSTED", placeOf(fresh));
        assertTrue(queue.queueOn(FIRST_CPU, used));
        assertEquals("ACTIVE", placeOf(used), "the lock of the pool it was on says whether it runs there still");
        stop = true;
        queue.flush();
        assertFalse(fresh.busy() || used.busy());
    }

    /** Its caller lost its CPU after it had looked whether the workqueue is closed. */
    @Test
    void whatIsPostedForAClosedWorkqueueIsDroppedAndSaid(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        WorkItem item = onceRun(queue);
        QueueShare share = ((EngineWorkqueue) queue).shares().forCpu(FIRST_CPU);
        Posts posts = share.pool().posts();
        compute(cmwq);
        queue.close();
        assertTrue(posts.post(item, share));
        assertTrue(posts.wasDropped(item));
        assertFalse(item.pending());
        assertEquals(1, ((EngineWorkqueue) queue).stats().dropped());
    }

    @Test
    void whatIsPostedForAnOpenOneIsNotDropped(Cmwq cmwq) throws InterruptedException {
        Workqueue queue = cmwq.workqueue("test").percpu().create();
        WorkItem item = onceRun(queue);
        QueueShare share = ((EngineWorkqueue) queue).shares().forCpu(FIRST_CPU);
        compute(cmwq);
        assertTrue(share.pool().posts().post(item, share));
        assertFalse(share.pool().posts().wasDropped(item));
        assertEquals("ACTIVE", placeOf(item));
    }
}
