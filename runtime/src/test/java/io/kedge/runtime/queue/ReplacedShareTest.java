package io.kedge.runtime.queue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.FutureTask;

import io.kedge.runtime.Await;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.pool.WorkerPool;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of shares that are replaced while items come and go; nobody runs anything. */
class ReplacedShareTest {
    private static final WorkqueueAttrs STANDARD = WorkqueueAttrs.standard();
    private static final WorkqueueAttrs ONE_POOL = STANDARD.withAffinityScope(AffinityScope.SYSTEM);

    private final QueueStage stage = new QueueStage();

    private static BitSet cpu(int cpu) {
        BitSet one = new BitSet();
        one.set(cpu);
        return one;
    }

    private static boolean isListed(EngineWorkqueue queue, WorkItem item) {
        return item.placement() instanceof QueueShare share && queue.shares().all().contains(share);
    }

    @Test
    @Conforms("R140")
    void anItemWhoseShareIsReplacedBeforeItIsThereGoesToTheNewOne() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        WorkItem item = new WorkItem(work -> { });
        stage.onCallersCpu = () -> {
            stage.onCallersCpu = () -> { };
            queue.applyAttrs(ONE_POOL);
        };
        assertTrue(queue.queue(item));
        assertEquals("ACTIVE", Places.NAMES.get(Places.of(item)));
        assertTrue(isListed(queue, item), "a share that nobody lists would never be flushed");
    }

    @Test
    @Conforms("R140")
    void aReplacedShareStaysUntilItsLastItemHasLeft() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 1);
        WorkItem active = new WorkItem(work -> { });
        WorkItem waits = new WorkItem(work -> { });
        queue.queueOn(0, active);
        queue.queueOn(0, waits);
        WorkerPool before = (WorkerPool) active.host();
        queue.applyAttrs(ONE_POOL);
        assertTrue(isListed(queue, active));
        active.cancel();
        assertEquals("ACTIVE", Places.NAMES.get(Places.of(waits)), "it has got the slot");
        stage.releases.run();
        assertTrue(isListed(queue, waits));
        waits.cancel();
        assertEquals(2, queue.shares().all().size());
        stage.releases.run();
        assertEquals(1, queue.shares().all().size());
        assertEquals(2, queue.stats().queued(), "what it has counted is kept");
        WorkItem later = new WorkItem(work -> { });
        queue.queueOn(0, later);
        assertNotEquals(before, later.host());
    }

    @Test
    @Conforms("R140")
    void aShareWhosePoolStaysTheSameStays() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        List<QueueShare> shares = queue.shares().all();
        queue.applyAttrs(STANDARD.withAffinityScope(AffinityScope.CPU));
        assertEquals(shares, queue.shares().all(), "each CPU is a pod of its own already");
    }

    @Test
    @Conforms("R27")
    void theSharesOfAnOrderedWorkqueueComeToTheirTurnOneByOne() {
        EngineWorkqueue queue = stage.workqueue(Flag.ORDERED, 0);
        WorkItem[] items = new WorkItem[3];
        for (int i = 0; i < items.length; i++) {
            items[i] = new WorkItem(work -> { });
            queue.queue(items[i]);
            queue.applyAttrs(STANDARD.withNice(i + 1));
        }
        assertEquals(List.of("ACTIVE", "INACTIVE", "INACTIVE"), List.of(place(items[0]), place(items[1]), place(items[2])));
        items[1].cancel();
        stage.releases.run();
        assertEquals("INACTIVE", place(items[2]), "the oldest is busy");
        items[0].cancel();
        assertEquals("INACTIVE", place(items[2]), "its share is not released");
        stage.releases.run();
        assertEquals("ACTIVE", place(items[2]));
        List<QueueShare> shares = queue.shares().all();
        assertEquals(2, shares.size());
        queue.applyAttrs(STANDARD.withNice(3));
        assertEquals(shares, queue.shares().all(), "the pool is the same");
    }

    /** Its share is replaced, and has items still: these would wait for a slot for ever. */
    @Test
    @Conforms("R71")
    void aNodeThatHasLostItsCpusKeepsOneSlot() {
        List<BitSet> each = List.of(cpu(0), cpu(1));
        QueueStage nodes = new QueueStage(new Topology(BitSet.valueOf(new long[] {3}), each, each));
        EngineWorkqueue queue = nodes.workqueue(Flag.UNBOUND, 4);
        queue.minActive(0);
        WorkItem[] items = new WorkItem[4];
        for (int i = 0; i < items.length; i++) {
            items[i] = new WorkItem(work -> { });
            queue.queueOn(1, items[i]);
        }
        assertEquals(List.of("ACTIVE", "ACTIVE", "INACTIVE", "INACTIVE"), places(items), "half of the limit for half of the CPUs");
        nodes.unbound.online(cpu(0));
        assertEquals(4, queue.shares().nodes().getFirst().limit());
        assertEquals(1, queue.shares().nodes().get(1).limit());
        items[0].cancel();
        assertEquals("INACTIVE", place(items[2]), "one is active still");
        items[1].cancel();
        assertEquals(List.of("IDLE", "IDLE", "ACTIVE", "INACTIVE"), places(items));
        items[2].cancel();
        assertEquals("ACTIVE", place(items[3]));
    }

    private static List<String> places(WorkItem... items) {
        return Arrays.stream(items).map(ReplacedShareTest::place).toList();
    }

    private static String place(WorkItem item) {
        return Places.NAMES.get(Places.of(item));
    }

    @Test
    @Conforms("R140")
    void aChangeThatFailsForOnePodOrOneWorkqueueChangesNothing() {
        EngineWorkqueue one = stage.workqueue(Flag.UNBOUND, 0);
        EngineWorkqueue two = stage.workqueue(Flag.UNBOUND, 0);
        two.applyAttrs(STANDARD.withNice(5));
        List<Object> before = List.of(one.shares().map(), two.shares().map(), one.home().pools().used());
        for (int successes = 0; successes < 2; successes++) {
            int[] left = {successes};
            stage.onPool = () -> {
                if (left[0]-- == 0) {
                    throw new OutOfMemoryError("staged");
                }
            };
            assertThrows(OutOfMemoryError.class, () -> stage.unbound.change(cpu(1)));
            left[0] = successes;
            assertThrows(OutOfMemoryError.class, () -> one.applyAttrs(STANDARD.withNice(7)));
            assertEquals(before, List.of(one.shares().map(), two.shares().map(), one.home().pools().used()));
            assertEquals(2, stage.unbound.cpus().cardinality());
        }
        stage.onPool = () -> { };
        stage.unbound.change(cpu(1));
        assertEquals(2, one.home().pools().used().size(), "one for each nice value");
    }

    @Test
    @Conforms("R86")
    void aFlushThatBeginsWhileNewSharesAreMadeDoesNotLoseTheirItemsForLaterOnes() throws Exception {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        WorkItem before = new WorkItem(work -> { });
        WorkItem probe = new WorkItem(work -> { });
        WorkItem after = new WorkItem(work -> { });
        queue.queueOn(0, before);
        ShareChange change = queue.shares().prepare(ONE_POOL, stage.unbound.plan());
        FutureTask<Boolean> flush = new FutureTask<>(() -> {
            queue.flush();
            return true;
        });
        Thread.ofPlatform().start(flush);
        Await.until(() -> {
            queue.queueOn(0, probe);
            boolean begun = probe.colour() == 1;
            probe.cancel();
            return begun;
        }, probe::toString);
        change.install();
        queue.queueOn(0, after);
        assertEquals(1, after.colour(), "the flush does not wait for it, and the next one does");
        before.cancel();
        assertTrue(flush.get());
    }

    @Test
    void whatIsClosedGivesItsPoolsBackOnce() {
        EngineWorkqueue queue = stage.workqueue(Flag.UNBOUND, 0);
        WorkItem item = new WorkItem(work -> { });
        queue.queueOn(0, item);
        queue.applyAttrs(ONE_POOL);
        item.cancel();
        queue.close();
        stage.releases.run();
        assertEquals(List.of(), queue.home().pools().used());
        assertThrows(IllegalStateException.class, () -> queue.applyAttrs(STANDARD));
        EngineWorkqueue another = stage.workqueue(Flag.UNBOUND, 0);
        stage.unbound.change(cpu(1));
        assertFalse(another.home().pools().used().isEmpty());
    }
}
