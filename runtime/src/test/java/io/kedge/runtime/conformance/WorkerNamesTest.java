package io.kedge.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a worker is called, and what it says that it does. */
@ExtendWith(EngineExtension.class)
class WorkerNamesTest {
    private static final String LONG = "0123456789012345678901234567890123456789";

    private static List<String> names(Cmwq cmwq) {
        return cmwq.snapshot().workers().stream().map(WorkerInfo::name).toList();
    }

    private static boolean has(Cmwq cmwq, String pattern) {
        return names(cmwq).stream().anyMatch(name -> name.matches(pattern));
    }

    /** {@return the first worker's name while an item of the workqueue runs on this CPU, then after it} */
    private static List<String> whileAndAfter(Cmwq cmwq, Workqueue queue, int cpu, String described) throws Exception {
        Gate running = new Gate();
        Gate go = new Gate();
        queue.queueOn(cpu, Cmwq.work(() -> {
            if (!described.isEmpty()) {
                Cmwq.describeWorker(described);
            }
            running.open();
            go.pass();
        }));
        running.pass();
        List<String> seen = new ArrayList<>(List.of(busyName(cmwq)));
        go.open();
        queue.flush();
        seen.add(names(cmwq).stream().filter(name -> name.contains("-")).findFirst().orElse("none of " + names(cmwq)));
        return seen;
    }

    private static String busyName(Cmwq cmwq) {
        return cmwq.snapshot().workers().stream().filter(worker -> !worker.function().isEmpty()).findFirst().orElseThrow().name();
    }

    @Test
    @Conforms("R62")
    void aBoundWorkersNameShowsItsCpuItsIdAndWhatItRunsOrRanLast(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().nextSetBit(0);
        Workqueue queue = cmwq.workqueue("valves").percpu().create();
        List<String> names = whileAndAfter(cmwq, queue, cpu, "");
        assertTrue(names.getFirst().matches("kworker/" + cpu + ":\\d\\+valves"), names::toString);
        assertEquals(names.getFirst().replace('+', '-'), names.getLast());
    }

    @Test
    @Conforms("R62")
    void aHighPriorityWorkersNameEndsWithAnH(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().nextSetBit(0);
        Workqueue queue = cmwq.workqueue("valves").percpu().highPriority().create();
        String name = whileAndAfter(cmwq, queue, cpu, "").getFirst();
        assertTrue(name.matches("kworker/" + cpu + ":\\dH\\+valves"), name);
    }

    @Test
    @Conforms("R62")
    void anUnboundWorkersNameShowsItsPool(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("tanks").unbound().create();
        String name = whileAndAfter(cmwq, queue, cmwq.cpus().nextSetBit(0), "").getFirst();
        assertTrue(name.matches("kworker/u\\d+:\\d\\+tanks"), name);
        int pool = Integer.parseInt(name.replaceAll("kworker/u(\\d+):.*", "$1"));
        assertTrue(cmwq.snapshot().pools().stream().anyMatch(each -> each.id() == pool), name);
    }

    @Test
    @Conforms("R63")
    void aDescriptionIsCutAt31CharactersAndReplacedAtTheNextItem(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().nextSetBit(0);
        Workqueue queue = cmwq.workqueue("valves").percpu().create();
        String cut = LONG.substring(0, 31);
        List<String> names = whileAndAfter(cmwq, queue, cpu, LONG);
        String own = names.getFirst().substring(0, "kworker/n:n".length());
        assertEquals(List.of(own + "+" + cut, own + "-" + cut), names);
        assertEquals(List.of(own + "+valves", own + "-valves"), whileAndAfter(cmwq, queue, cpu, ""));
    }

    @Test
    void describingOutsideAWorkerDoesNothing(Cmwq cmwq) {
        Cmwq.describeWorker("nobody");
        assertEquals(List.of(), names(cmwq));
    }

    @Test
    @Conforms("R62")
    void workersThatLiveTogetherHaveTheLowestIds(Cmwq cmwq) throws Exception {
        int cpu = cmwq.cpus().nextSetBit(0);
        Workqueue queue = cmwq.workqueue("valves").percpu().create();
        Gate go = new Gate();
        int blocked = 5;
        for (int i = 0; i < blocked; i++) {
            queue.queueOn(cpu, Cmwq.work(go::pass));
        }
        Await.until(() -> names(cmwq).stream().filter(name -> name.endsWith("+valves")).count() == blocked,
                () -> names(cmwq).toString());
        IntStream.rangeClosed(0, blocked).forEach(id ->   // and one that is idle
                assertTrue(has(cmwq, "kworker/" + cpu + ":" + id + "(\\+valves)?"), () -> id + " of " + names(cmwq)));
        go.open();
        queue.flush();
    }
}
