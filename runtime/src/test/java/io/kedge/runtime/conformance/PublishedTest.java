package io.kedge.runtime.conformance;

import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.PublishedAttributes;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.MaskText;
import io.kedge.runtime.cpu.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Attributes as text, by name and file name (spec section 12.6), on the first CPU of this machine and the one after it. */
class PublishedTest {
    private final int first = Topology.allowed().cpus().nextSetBit(0);
    private final BitSet both = new BitSet();
    private final TunedEngine tuned;
    private final Cmwq cmwq;
    private final PublishedAttributes published;

    PublishedTest() {
        both.set(first, first + 2);
        tuned = TunedEngine.on(new Topology(both));
        cmwq = tuned.cmwq();
        published = cmwq.published();
    }

    @AfterEach
    void close() {
        tuned.close();
    }

    private String mask(int... cpus) {
        BitSet set = new BitSet();
        for (int cpu : cpus) {
            set.set(cpu);
        }
        return MaskText.format(set, first + 2);
    }

    private String refused(String path, String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> published.write(path, text)).getMessage());
    }

    @Test
    void anUnboundWorkqueueIsReadAndChangedByItsFiles() throws Exception {
        Workqueue queue = cmwq.workqueue("crypt").unbound().sysfs().create();
        assertEquals(List.of("crypt"), published.names());
        assertEquals(List.of("per_cpu", "max_active", "nice", "cpumask", "affinity_scope", "affinity_strict"),
                published.files("crypt"));
        assertEquals("0", published.read("crypt/per_cpu"));
        assertEquals("1024", published.read("crypt/max_active"));
        assertEquals("0", published.read("crypt/nice"));
        assertEquals(mask(first, first + 1), published.read("crypt/cpumask"));
        assertEquals("default (cache_shard)", published.read("crypt/affinity_scope"));
        assertEquals("0", published.read("crypt/affinity_strict"));
        published.write("crypt/max_active", "7\n");
        published.write("crypt/nice", "-5");
        published.write("crypt/cpumask", mask(first));
        published.write("crypt/affinity_scope", "numa\n");
        published.write("crypt/affinity_strict", "2");
        BitSet one = new BitSet();
        one.set(first);
        assertEquals(7, queue.maxActive());
        assertEquals(new WorkqueueAttrs(-5, one, AffinityScope.NUMA, true), queue.attrs());
        for (String file : published.files("crypt")) {
            String said = published.read("crypt/" + file);
            if (!file.equals("per_cpu")) {
                published.write("crypt/" + file, said);
                assertEquals(said, published.read("crypt/" + file), "what it says can be written");
            }
        }
        Work work = Cmwq.work(() -> { });
        queue.queue(work);
        work.flush();
    }

    @Test
    void whatAWorkqueueDoesNotHaveOrThatIsNotUnderstoodChangesNothing() {
        Workqueue bound = cmwq.workqueue("bound").percpu().sysfs().create();
        Workqueue ordered = cmwq.workqueue("ordered").ordered().sysfs().create();
        assertEquals(List.of("per_cpu", "max_active"), published.files("bound"));
        assertEquals("1", published.read("bound/per_cpu"));
        assertEquals("there is no file nice here; there are [per_cpu, max_active]", refused("bound/nice", "3"));
        assertEquals("bound/per_cpu can only be read", refused("bound/per_cpu", "0"));
        assertEquals("max_active is 0: it must be above 0", refused("bound/max_active", "0"));
        assertEquals("max_active is \"many\": it must be a number", refused("bound/max_active", "many"));
        assertEquals("ordered/max_active can only be read", refused("ordered/max_active", "2"));
        assertEquals("nice is 20: it must be -20 to 19", refused("ordered/nice", "20"));
        refused("ordered/cpumask", "0-3");
        refused("ordered/affinity_scope", "socket");
        refused("ordered/affinity_strict", "yes");
        assertEquals("no workqueue is published as other; there are [bound, ordered]", refused("other/nice", "3"));
        assertEquals(1024, bound.maxActive());
        assertEquals(WorkqueueAttrs.standard(), ordered.attrs());
    }

    @Test
    @Conforms("R143")
    void theGlobalSetIsAFileOfItsOwn() {
        assertEquals(mask(first, first + 1), published.read("cpumask"));
        assertEquals(mask(), published.read("cpumask_isolated"));
        published.write("cpumask", mask(first));
        assertEquals(mask(first), published.read("cpumask"));
        assertEquals(mask(first), published.read("cpumask_requested"));
        assertEquals(1, cmwq.unboundCpus().cardinality());
        refused("cpumask", mask());
        assertEquals("cpumask_requested can only be read", refused("cpumask_requested", mask(first)));
        assertEquals("there is no file cpumasks here; there are [cpumask, cpumask_requested, cpumask_isolated]",
                refused("cpumasks", "1"));
        assertEquals(mask(first), published.read("cpumask"));
    }

    @Test
    void aWorkqueueIsPublishedLaterOnceAndUntilItIsClosed() {
        Workqueue queue = cmwq.workqueue("late").unbound().create();
        assertEquals(List.of(), published.names());
        published.register(queue);
        assertThrows(IllegalStateException.class, () -> published.register(queue));
        var taken = assertThrows(IllegalStateException.class, () -> cmwq.workqueue("late").percpu().sysfs().create());
        assertEquals("a workqueue is published as late already: give this one another name", taken.getMessage());
        assertEquals(1, cmwq.snapshot().workqueues().stream().filter(some -> some.name().equals("late")).count(), "it is not there");
        queue.close();
        assertEquals(List.of(), published.names());
        assertThrows(IllegalStateException.class, () -> published.register(queue));
        cmwq.workqueue("late").unbound().sysfs().create();
        try (Cmwq other = Cmwq.start()) {
            Workqueue others = other.workqueue("others").unbound().create();
            assertThrows(IllegalArgumentException.class, () -> published.register(others));
        }
    }
}
