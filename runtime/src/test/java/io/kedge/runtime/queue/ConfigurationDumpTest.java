package io.kedge.runtime.queue;

import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import io.kedge.runtime.work.WorkItem;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The configuration as text: two nodes of one core with two threads each. */
class ConfigurationDumpTest {
    private final QueueStage stage = new QueueStage(new Topology(
            cpus(0, 3), List.of(cpus(0, 1), cpus(2, 3)), List.of(cpus(0, 1), cpus(2, 3)), List.of(cpus(0, 1), cpus(2, 3)),
            List.of(cpus(0, 1), cpus(2, 3)), new BitSet()));

    private static BitSet cpus(int from, int to) {
        BitSet cpus = new BitSet();
        cpus.set(from, to + 1);
        return cpus;
    }

    private String section(String title, EngineWorkqueue... workqueues) {
        String text = ConfigurationDump.of(workqueues[0].home(), List.of(workqueues));
        String after = text.substring(text.indexOf(title + "\n") + title.length() * 2 + 2);
        int end = after.indexOf("\n\n");
        return end < 0 || title.startsWith("Affinity") ? after : after.substring(0, end + 1);
    }

    @Test
    void eachSectionSaysWhatIsInForce() {
        EngineWorkqueue bound = stage.workqueue(Flag.PERCPU, 0);
        EngineWorkqueue unbound = stage.workqueue(Flag.UNBOUND, 6);
        EngineWorkqueue strict = stage.workqueue(Flag.UNBOUND, 6);
        strict.applyAttrs(WorkqueueAttrs.standard().withAffinityScope(AffinityScope.NUMA).withAffinityStrict(true).withNice(-20));
        EngineWorkqueue aware = stage.workqueue(Flag.LOAD_AWARE, 0);
        aware.applyAttrs(strict.attrs());
        unbound.minActive(1);
        unbound.queueOn(1, new WorkItem(work -> { }));
        assertEquals("""
                pool[00] ref= 1 nice=  0 idle/workers=  0/  0 cpu=0
                pool[01] ref= 1 nice=-15 idle/workers=  0/  0 cpu=0
                pool[02] ref= 1 nice=  0 idle/workers=  0/  0 cpu=1
                pool[03] ref= 1 nice=-15 idle/workers=  0/  0 cpu=1
                pool[04] ref= 1 nice=  0 idle/workers=  0/  0 cpu=2
                pool[05] ref= 1 nice=-15 idle/workers=  0/  0 cpu=2
                pool[06] ref= 1 nice=  0 idle/workers=  0/  0 cpu=3
                pool[07] ref= 1 nice=-15 idle/workers=  0/  0 cpu=3
                pool[08] ref= 1 nice=  0 idle/workers=  0/  0 cpus=f pod_cpus=3
                pool[09] ref= 1 nice=  0 idle/workers=  0/  0 cpus=f pod_cpus=c
                pool[10] ref= 2 nice=-15 idle/workers=  0/  0 cpus=3 strict
                pool[11] ref= 2 nice=-15 idle/workers=  0/  0 cpus=c strict
                """, section("Worker Pools", bound, unbound, strict));
        assertEquals("""
                [workqueue                        type \\ CPU   0   1   2   3]
                 staged                           percpu       0   2   4   6
                 staged                           unbound      8   8   9   9
                 staged                           unbound,S   10  10  11  11
                 staged                           unbound,SL  10  10  11  11
                """, section("Workqueue CPU -> pool", bound, unbound, strict, aware));
        assertEquals("""
                staged                            min=1 max=6 [0] 1/3 [1] 0/3 [all] 0/6
                staged                            min=6 max=6 [0] 0/6 [1] 0/6 [all] 0/6
                """, section("Unbound workqueue -> node active/max", bound, unbound, strict));
    }

    @Test
    void scopesAreShownWithTheirPods() {
        stage.unbound.change(cpus(1, 2));
        String scopes = section("Affinity Scopes", stage.workqueue(Flag.UNBOUND, 0));
        assertTrue(scopes.startsWith("wq_unbound_cpumask=6\n"), scopes);
        assertTrue(scopes.contains("""

                CACHE_SHARD (default)
                  nr_pods  2
                  pod_cpus [0]=3 [1]=c
                  pod_node [0]=0 [1]=1
                  cpu_pod  [0]=0 [1]=0 [2]=1 [3]=1
                """), scopes);
        assertTrue(scopes.contains("""

                SYSTEM
                  nr_pods  1
                  pod_cpus [0]=f
                  pod_node [0]=-1
                  cpu_pod  [0]=0 [1]=0 [2]=0 [3]=0
                """), scopes);
    }
}
