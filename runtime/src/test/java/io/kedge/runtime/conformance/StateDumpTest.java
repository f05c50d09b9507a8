package io.kedge.runtime.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.StateDump;
import io.kedge.runtime.sim.SimulatedCpu;
import io.kedge.runtime.sim.SimulatedCpu.Part;
import io.kedge.runtime.watch.WatchdogPace;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StateDumpTest {
    private static final int MANY = 5_000;

    private final SimulatedCpu cpu = new SimulatedCpu();
    private final List<StateDump> dumps = new ArrayList<>();

    private StateDump dumpAt(int millis) throws InterruptedException {
        cpu.at(millis, () -> dumps.add(cpu.dump()));
        cpu.timeline();
        return dumps.getFirst();
    }

    @Test
    @Conforms("R148")
    void itHasWhatRunsWhatIsPendingAndWhatIsInactive() throws InterruptedException {
        Workqueue queue = cpu.workqueue("valves").percpu().maxActive(3).create();
        cpu.queue(queue, "read", sleep(2_500));
        cpu.queue(queue, "write", compute(9));
        for (int i = 0; i < 4; i++) {
            cpu.queue(queue, "close", compute(1));
        }
        assertEquals("""
                Showing busy workqueues and worker pools:
                workqueue valves: flags=WQ_PERCPU
                  pwq 0: kcpu/0 cpus=0 nice=0 active=3 refcnt=6
                    in-flight: kworker/0:1:read for 0s, kworker/0:2:write for 0s
                    pending: close
                    inactive: 3*close
                pool 0: kcpu/0 cpus=0 nice=0 hung=0s workers=3 idle: kworker/0:0
                """, dumpAt(5).text());
    }

    @Test
    @Conforms("R148")
    void itTellsForHowLongAnItemHasBeenRunning() throws InterruptedException {
        cpu.queue(cpu.workqueue("q").percpu().create(), "read", sleep(5_000));
        StateDump dump = dumpAt(3_200);
        assertTrue(dump.text().contains(":read for 3s"), dump::text);
        assertEquals(3_200_000_000L, dump.workqueues().getFirst().shares().getFirst().inFlight().getFirst().nanos());
    }

    @Test
    @Conforms("R148")
    void itTellsWhoWaitsForAnItem() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().maxActive(1).create();
        Work running = cpu.item("read", sleep(20));
        Work waiting = cpu.item("write");
        Work alone = cpu.item("close");
        cpu.at(0, () -> {
            queue.queue(running);
            queue.queue(waiting);
            queue.queue(alone);
        });
        cpu.at(1, running::flush);
        cpu.at(1, waiting::flush);
        cpu.at(1, waiting::flush);
        StateDump dump = dumpAt(5);
        assertTrue(dump.text().contains(":read for 0s, BAR(caller)\n"), dump::text);
        assertTrue(dump.text().contains("inactive: write, BAR(caller), BAR(caller), close\n"), dump::text);
    }

    @Test
    @Conforms("R148")
    void anItemThatShallRunOnceMoreStandsWithItsWorker() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().create();
        Work[] self = new Work[1];
        self[0] = cpu.item("read", call(() -> queue.queue(self[0])), sleep(10));
        cpu.at(0, () -> queue.queue(self[0]));
        cpu.at(1, () -> queue.queue(cpu.item("write")));   // whoever takes this one meets the other before
        StateDump dump = dumpAt(5);
        assertTrue(dump.text().contains(":read for 0s ,read\n"), dump::text);
        assertTrue(dump.text().contains("active=2 refcnt=2"), dump::text);
        cpu.at(6, self[0]::cancel);
    }

    @Test
    @Conforms("R148")
    void itTellsWhomTheRescuerServesAndWhoHasCalledIt() throws InterruptedException {
        SimulatedCpu two = new SimulatedCpu(2);
        Workqueue queue = two.workqueue("valves").percpu().memReclaim().create();
        two.threadsMissing(1_000_000);
        two.at(0, () -> queue.queueOn(0, two.item("read", compute(50))));
        two.at(0, () -> queue.queueOn(1, two.item("write", compute(1))));
        two.at(30, () -> dumps.add(two.dump()));
        two.timeline();
        String text = dumps.getFirst().text();
        assertTrue(text.contains("active=1 refcnt=1\n    in-flight: kworker/R-valves(RESCUER):read for 0s\n"), text);
        assertTrue(text.contains("active=1 refcnt=1 MAYDAY\n    pending: write\n"), text);
    }

    @Test
    @Conforms("R148")
    void aPoolOfAStalledWorkerTellsSinceWhen() throws InterruptedException {
        SimulatedCpu slow = SimulatedCpu.watched(WatchdogPace.STANDARD.withThreshold(Duration.ZERO));
        Workqueue queue = slow.workqueue("q").percpu().create();
        slow.queue(queue, "w0", compute(10_000));
        slow.at(1_000, () -> queue.queue(slow.item("w1")));
        slow.at(8_000, () -> dumps.add(slow.dump()));
        slow.timeline();
        assertTrue(dumps.getFirst().text().contains(" hung=7s "), dumps.getFirst()::text);
    }

    @Test
    @Conforms("R148")
    void anIdleEngineHasNothingToShow() throws InterruptedException {
        cpu.queue(cpu.workqueue("q").percpu().create(), "read", compute(1));
        assertEquals("Showing busy workqueues and worker pools:\n", dumpAt(5).text());
    }

    /** A look at a pool holds its lock for so many items, however many there are. */
    @Test
    @Conforms("R148")
    void aLongListIsLookedAtInPartOnly() throws InterruptedException {
        Workqueue queue = cpu.workqueue("q").percpu().maxActive(2_048).create();
        cpu.at(0, () -> {
            queue.queue(cpu.item("", compute(5)));
            for (int i = 0; i < MANY; i++) {
                queue.queue(cpu.item("", new Part[0]));
            }
        });
        Workqueue limited = cpu.workqueue("limited").percpu().maxActive(1).create();
        cpu.at(1, () -> {
            for (int i = 0; i < 200; i++) {
                limited.queue(cpu.item(i % 2 == 0 ? "" : " ", new Part[0]));
            }
        });
        StateDump dump = dumpAt(3);
        StateDump.Items pending = dump.workqueues().getFirst().shares().getFirst().pending();
        assertEquals(1_024, pending.lines().stream().mapToInt(StateDump.Line::count).sum());
        StateDump.Items inactive = dump.workqueues().getLast().shares().getFirst().inactive();
        assertEquals(64, inactive.lines().size());
        assertEquals(199 - 64, inactive.leftOut());
        assertTrue(dump.text().contains("... and " + (199 - 64) + " more\n"), dump::text);
    }
}
