package io.kedge.runtime.queue;

import java.time.Duration;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where items are put, on a clock that the test drives. */
class QueueStageTest {
    private static final Duration DELAY = Duration.ofMillis(3);

    private final QueueStage stage = new QueueStage();

    private static WorkerPool poolOf(WorkItem item) {
        return (WorkerPool) requireNonNull(item.host(), "it has been queued");
    }

    private static int cpuOf(WorkItem item) {
        return poolOf(item).spec().cpu();
    }

    private void passDelay() {
        stage.timer.turn();
        stage.nowNanos += DELAY.toNanos();
        stage.timer.turn();
    }

    @Test
    @Conforms("R126")
    void anItemWithoutACpuGoesToTheOneOnWhichItsTimeIsOver() {
        EngineWorkqueue queue = stage.workqueue(Flag.PERCPU, 0);
        DelayedItem item = new DelayedItem(work -> { });
        stage.callersCpu = 0;
        assertTrue(queue.queueDelayed(item, DELAY));
        stage.callersCpu = 1;
        passDelay();
        assertEquals(1, cpuOf(item));
    }

    @Test
    @Conforms("R126")
    void anItemWithACpuGoesThereWhereverTheTimerRuns() {
        EngineWorkqueue queue = stage.workqueue(Flag.PERCPU, 0);
        DelayedItem queued = new DelayedItem(work -> { });
        DelayedItem modified = new DelayedItem(work -> { });
        stage.callersCpu = 1;
        assertTrue(queue.queueDelayedOn(0, queued, DELAY));
        assertTrue(queue.queueDelayedOn(0, modified, DELAY));
        assertTrue(queue.modDelayedOn(1, modified, DELAY));
        stage.callersCpu = 0;
        passDelay();
        assertEquals(0, cpuOf(queued));
        assertEquals(1, cpuOf(modified), "the latest call counts");
        assertTrue(queue.modDelayed(modified, DELAY));
        passDelay();
        assertEquals(0, cpuOf(modified), "it names no CPU");
    }

    @Test
    void aCallerOnAForeignCpuIsServedByOnePodAfterTheOther() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        stage.callersCpu = 7;
        int[] onPod = new int[2];
        for (int i = 0; i < 10; i++) {
            WorkItem item = new WorkItem(work -> { });
            queue.queue(item);
            assertEquals("ACTIVE", Places.NAMES.get(Places.of(item)));
            onPod[poolOf(item).spec().pod().get(0) ? 0 : 1]++;
        }
        assertEquals(5, onPod[0]);
        assertEquals(5, onPod[1]);
    }
}
