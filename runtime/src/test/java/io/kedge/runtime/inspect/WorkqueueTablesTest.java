package io.kedge.runtime.inspect;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WorkqueueTablesTest {
    private static final WorkqueueTimes TIMES = new WorkqueueTimes(0, 0, 6_149_000_000L, 0, 0, Latencies.NONE, Latencies.NONE);
    private static final List<WorkqueueStats> QUEUES = List.of(
            queue("events", Set.of("WQ_PERCPU"), 0, 0),
            queue("a_workqueue_with_a_\"long\"_name", Set.of("WQ_UNBOUND"), 0, 0),
            queue("valves", Set.of("WQ_PERCPU", "WQ_MEM_RECLAIM"), 7, 9));

    private static WorkqueueStats queue(String name, Set<String> flags, long mayday, long rescued) {
        return new WorkqueueStats(name, flags, 1024, "", 18_545, 18_542, 0, 18_545, 0, 11, 5, 0, 0, 3, mayday, rescued, 0, 0, 0, 0, TIMES, List.of(0, 1));
    }

    private static PoolStats pool(int id, int workers, int idle) {
        return new PoolStats(id, "kcpu/" + id, id, 0, workers, idle, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void theMonitorHasTheKernelsColumns() {
        assertEquals("""
                                            total  infl  CPUtime CPUitsv CMW/RPR  mayday rescued
                events                      18545     3      6.1      11       5       -       -
                queue_with_a_"long"_name    18545     3      6.1       -       3       -       -
                valves                      18545     3      6.1      11       5       7       9
                """, WorkqueueTables.monitor(QUEUES));
    }

    @Test
    void jsonHasTheKernelsKeys() {
        assertEquals("{\"timestamp\":1795344000,\"name\":\"a_workqueue_with_a_\\\"long\\\"_name\",\"unbound\":true,\"mem_reclaim\":false,"
                        + "\"started\":18545,\"completed\":18542,\"cpu_time\":6149000,\"cpu_intensive\":11,\"cm_wakeup\":5,"
                        + "\"repatriated\":3,\"mayday\":0,\"rescued\":0}\n",
                WorkqueueTables.monitorJson(QUEUES.subList(1, 2), 1_795_344_000L));
    }

    @Test
    void theOverviewHasLimitsAndWorkers() {
        var snapshot = new EngineSnapshot(QUEUES, List.of(), List.of(pool(0, 4, 1), pool(1, 3, 2), pool(2, 9, 9)), List.of(), 0, List.of());
        assertEquals("""
                name                     max_active   idle/busy      total  mayday rescuer
                events                         1024         3/4      18545       -       -
                queue_with_a_"long"_name       1024         3/4      18545       -       -
                valves                         1024         3/4      18545       7     yes
                """, WorkqueueTables.overview(snapshot));
    }

    @Test
    void groupsHaveATableOfTheirOwnAndNoneHasNone() {
        GroupStats limited = new GroupStats("telemetry", List.of("a", "b"), 2, 17, 3, 25, 1_250_000_000L, true, 12, 640_000_000L);
        GroupStats open = new GroupStats("a_group_with_a_very_long_name", List.of(), 0, 0, Integer.MAX_VALUE, 100, 0, false, 0, 0);
        assertEquals("""
                group                    max_active   active  waiting  cpu%  CPUtime throttled throttled_s
                telemetry                         3        2       17    25      1.3        12         0.6
                up_with_a_very_long_name          -        0        0   100      0.0         0         0.0
                """, WorkqueueTables.groups(List.of(limited, open)));
        assertEquals("", WorkqueueTables.groups(List.of()));
    }

    @Test
    void aDumpNamesGroupsLast() {
        GroupStats limited = new GroupStats("telemetry", List.of("a", "b"), 2, 17, 3, 25, 1, true, 12, 1);
        GroupStats open = new GroupStats("open", List.of("c"), 1, 0, Integer.MAX_VALUE, 100, 1, false, 0, 0);
        assertEquals("""
                Showing busy workqueues and worker pools:
                group telemetry: active=2/3 waiting=17 cpu=25% THROTTLED
                group open: active=1/- waiting=0 cpu=100%
                """, new StateDump(List.of(), List.of(), List.of(limited, open)).text());
    }
}
