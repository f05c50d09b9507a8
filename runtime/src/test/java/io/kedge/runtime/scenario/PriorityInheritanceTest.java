package io.kedge.runtime.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.inspect.PoolStats;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static io.kedge.runtime.sim.SimulatedCpu.call;
import static io.kedge.runtime.sim.SimulatedCpu.compute;
import static io.kedge.runtime.sim.SimulatedCpu.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which items start next when one of a higher class waits for them. One CPU, which serves what computes first come, first served. */
class PriorityInheritanceTest {
    private SimulatedCpu cpu = SimulatedCpu.lending(true);
    private Workqueue high = cpu.workqueue("high").percpu().highPriority().create();
    private Workqueue normal = cpu.workqueue("normal").percpu().create();

    private void without() {
        cpu = SimulatedCpu.lending(false);
        high = cpu.workqueue("high").percpu().highPriority().create();
        normal = cpu.workqueue("normal").percpu().create();
    }

    private Work item(String name) {
        return cpu.item(name, compute(1));
    }

    /** At that time an item of high priority waits for the end of this one. */
    private void flushesAt(int millis, Work flushed) {
        cpu.at(millis, () -> high.queue(cpu.item("", call(flushed::flush))));
    }

    /** Computes for 10 ms from now on, and these come 1 ms later. */
    private void behindOneThatComputes(Workqueue on, Work... later) {
        cpu.at(0, () -> on.queue(cpu.item("first", compute(10))));
        cpu.at(1, () -> Stream.of(later).forEach(on::queue));
    }

    /** Runs all that there is to run. @return the names of the items in the order of their starts */
    private List<String> starts() throws InterruptedException {
        return Stream.of(cpu.timeline().split("ms  |, |\n", -1)).filter(event -> event.endsWith(" starts"))
                .map(event -> event.substring(0, event.indexOf(' '))).toList();
    }

    private long handOffs() {
        return cpu.snapshot().pools().stream().mapToLong(PoolStats::handOffsLent).sum();
    }

    private long lent(Workqueue queue) {
        return cpu.stats(queue).lent();
    }

    /** Behind a hundred that compute for 1 ms each, one waits that is flushed at once. @return how many have started before it */
    private int startedBeforeTheFlushedOne() throws InterruptedException {
        Work flushed = item("flushed");
        cpu.at(0, () -> {
            for (int i = 0; i < 100; i++) {
                normal.queue(item("other"));
            }
            normal.queue(flushed);
            high.queue(cpu.item("", call(flushed::flush)));
        });
        return starts().indexOf("flushed");
    }

    // ---- what it gives

    @Test
    void behindAHundredOthersTheFlushedOneStartsNext() throws InterruptedException {
        assertEquals(1, startedBeforeTheFlushedOne());
        assertEquals(1, lent(normal));
        assertEquals(1, handOffs());
    }

    @Test
    void withoutTheOptionItStartsLast() throws InterruptedException {
        without();
        assertEquals(100, startedBeforeTheFlushedOne());
        assertEquals(0, lent(normal));
        assertEquals(0, handOffs());
    }

    @Test
    void itStartsBesideTheOneThatComputesAndNoOtherDoesUntilOneHasEnded() throws InterruptedException {
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), item("b"), flushed);
        flushesAt(2, flushed);
        assertEquals("""
                 0 ms  first starts
                 2 ms  flushed starts
                10 ms  first ends
                11 ms  flushed ends, a starts
                12 ms  a ends, b starts
                13 ms  b ends
                """, cpu.timeline());
        assertEquals(1, handOffs());
    }

    @Test
    void ofTwoThatAreFlushedTheSecondWaitsForTheFirst() throws InterruptedException {
        Work one = cpu.item("one", sleep(2));
        Work two = cpu.item("two", call(() -> cpu.say("after one's sleep began")));
        behindOneThatComputes(normal, item("a"), two, one);
        flushesAt(2, one);
        flushesAt(2, two);
        assertEquals("""
                 0 ms  first starts
                 2 ms  one starts, one sleeps, two starts, after one's sleep began, two ends
                10 ms  first ends, one wakes, one ends, a starts
                11 ms  a ends
                """, cpu.timeline());
        assertEquals(2, lent(normal));
        assertEquals(1, handOffs());
    }

    @Test
    void noMoreThanOneRunsBesideTheOthers() throws InterruptedException {
        Work one = cpu.item("one", compute(5));
        Work two = item("two");
        behindOneThatComputes(normal, item("a"), two, one);
        flushesAt(2, one);
        flushesAt(3, two);
        assertEquals("""
                 0 ms  first starts
                 2 ms  one starts
                10 ms  first ends
                15 ms  one ends, two starts
                16 ms  two ends, a starts
                17 ms  a ends
                """, cpu.timeline());
    }

    @Test
    void theHigherClassGoesFirstAndOfOneClassTheFirstThatWasFlushed() throws InterruptedException {
        Workqueue least = cpu.workqueue("least").unbound().attrs(WorkqueueAttrs.standard().withNice(10)).create();
        Work[] items = {item("a"), item("b"), item("c"), item("d")};
        behindOneThatComputes(least, items);
        cpu.at(2, () -> normal.queue(cpu.item("", call(items[2]::flush))));
        flushesAt(3, items[3]);
        flushesAt(4, items[1]);
        cpu.at(5, () -> normal.queue(cpu.item("", call(items[3]::flush))));
        assertEquals(List.of("first", "c", "d", "b", "a"), starts());
    }

    @Test
    void aLentOneLendsWhatItWasLent() throws InterruptedException {
        Work last = item("last");
        Work middle = cpu.item("middle", call(last::flush));
        behindOneThatComputes(normal, item("a"), middle, item("b"), last);
        flushesAt(2, middle);
        assertEquals(List.of("first", "middle", "last", "a", "b"), starts());
        assertEquals(2, lent(normal));
    }

    @Test
    void whatWaitsForMaxActiveGetsItsSlotFirstAndIsTheNextToStartThen() throws InterruptedException {
        Workqueue narrow = cpu.workqueue("narrow").percpu().maxActive(1).create();
        Work flushed = item("flushed");
        cpu.at(0, () -> {
            narrow.queue(cpu.item("holds", sleep(5)));
            normal.queue(cpu.item("computes", compute(10)));
            List.of(item("a"), flushed).forEach(narrow::queue);
            normal.queue(item("b"));
        });
        flushesAt(1, flushed);
        assertEquals(List.of("holds", "computes", "flushed", "b", "a"), starts());
        assertEquals(1, lent(narrow));
    }

    @Test
    void itGoesBeforeThoseThatAreDueEarlier() throws InterruptedException {
        Workqueue due = cpu.workqueue("due").unbound().byDeadline().create();
        Work soon = item("soon");
        soon.deadline(Duration.ofMillis(1));
        Work flushed = item("flushed");
        behindOneThatComputes(due, soon, flushed);
        flushesAt(2, flushed);
        assertEquals(List.of("first", "flushed", "soon"), starts());
    }

    @Test
    void whatIsQueuedAgainWhileItRunsStaysWithItsWorker() throws InterruptedException {
        Work twice = cpu.item("twice", compute(5));
        cpu.at(0, () -> {
            normal.queue(twice);
            normal.queue(item("a"));
        });
        cpu.at(1, () -> normal.queue(twice));
        flushesAt(2, twice);
        assertEquals(List.of("twice", "twice", "a"), starts());
        assertEquals(0, handOffs());
        assertEquals(1, lent(normal));
    }

    @Test
    void anArmedOneThatIsFlushedIsLentToo() throws InterruptedException {
        var delayed = cpu.delayed("delayed", compute(1));
        behindOneThatComputes(normal, item("a"));
        cpu.at(1, () -> normal.queueDelayed(delayed, Duration.ofSeconds(1)));
        flushesAt(2, delayed);
        assertEquals(List.of("first", "delayed", "a"), starts());
    }

    // ---- what it does not touch

    @Test
    void aCallerThatIsNoWorkerLendsNothing() throws InterruptedException {
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), flushed);
        cpu.at(2, flushed::flush);
        assertEquals(List.of("first", "a", "flushed"), starts());
        assertEquals(0, lent(normal));
    }

    @Test
    void anItemOfTheSameClassLendsNothing() throws InterruptedException {
        Workqueue other = cpu.workqueue("other").unbound().create();
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), flushed);
        cpu.at(2, () -> other.queue(cpu.item("", call(flushed::flush))));
        assertEquals(List.of("first", "a", "flushed"), starts());
        assertEquals(0, lent(normal));
    }

    @Test
    void whoCancelsAndWaitsLendsNothing() throws InterruptedException {
        Work running = item("first");
        cpu.at(0, () -> normal.queue(running));
        cpu.at(0, () -> high.queue(cpu.item("", call(running::cancelSync))));
        starts();
        assertEquals(0, lent(normal));
    }

    @Test
    void anOrderedWorkqueueIsLeftAsItIs() throws InterruptedException {
        Workqueue ordered = cpu.workqueue("ordered").ordered().create();
        Work flushed = item("flushed");
        behindOneThatComputes(ordered, item("a"), flushed);
        flushesAt(2, flushed);
        assertEquals(List.of("first", "a", "flushed"), starts());
        assertEquals(0, lent(ordered));
        assertEquals(0, handOffs());
    }

    @Test
    void anItemThatRunsAlreadyGetsNothing() throws InterruptedException {
        Work running = cpu.item("running", compute(10));
        cpu.at(0, () -> normal.queue(running));
        flushesAt(1, running);
        starts();
        assertEquals(0, lent(normal));
    }

    // ---- when it ends

    @Test
    void aLoanEndsWithTheRun() throws InterruptedException {
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), flushed);
        flushesAt(2, flushed);
        cpu.at(30, () -> {
            normal.queue(cpu.item("second", compute(10)));
            normal.queue(item("b"));
            normal.queue(flushed);
        });
        assertEquals(List.of("first", "flushed", "a", "second", "b", "flushed"), starts());
        assertEquals(1, lent(normal));
        assertEquals(1, handOffs());
    }

    /** While another lent one runs it waits; then it is taken back, and queued again. @return the names in the order of starts */
    private List<String> startsWhenTakenBackBy(SimulatedCpu.Act takesBack, Work flushed) throws InterruptedException {
        Work other = cpu.item("lent", compute(5));
        behindOneThatComputes(normal, item("a"), other, flushed);
        flushesAt(2, other);
        flushesAt(2, flushed);
        cpu.at(3, () -> {
            takesBack.run();
            normal.queue(flushed);
        });
        return starts();
    }

    @Test
    void aLoanEndsWhenTheItemIsCancelled() throws InterruptedException {
        Work flushed = item("flushed");
        assertEquals(List.of("first", "lent", "a", "flushed"), startsWhenTakenBackBy(flushed::cancel, flushed));
    }

    @Test
    void aLoanEndsWhenTheItemIsDisabled() throws InterruptedException {
        Work flushed = item("flushed");
        assertEquals(List.of("first", "lent", "a", "flushed"), startsWhenTakenBackBy(() -> {
            flushed.disable();
            flushed.enable();
        }, flushed));
    }

    @Test
    void aLoanEndsWhenTheItemIsModified() throws InterruptedException {
        var flushed = cpu.delayed("flushed", compute(1));
        assertEquals(List.of("first", "lent", "a", "flushed"),
                startsWhenTakenBackBy(() -> normal.modDelayed(flushed, Duration.ofMillis(1)), flushed));
    }

    /** No thread comes for the lent one, and it is cancelled: who has given up its slot for it takes it again, and goes on. */
    @Test
    void aLentOneThatIsTakenBackLeavesTheSlotToWhoHadIt() throws InterruptedException {
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), flushed);
        cpu.at(1, () -> high.queue(cpu.item("", call(() -> { }))));
        cpu.at(2, () -> cpu.threadsMissing(1));
        flushesAt(2, flushed);
        cpu.at(3, flushed::cancel);
        assertEquals("""
                 0 ms  first starts
                10 ms  first ends, a starts
                11 ms  a ends
                """, cpu.timeline());
        assertEquals(1, handOffs());
    }

    // ---- rescuers

    @Test
    void aRescuerTakesTheLentItemOfItsWorkqueueFirst() throws InterruptedException {
        Workqueue reclaim = cpu.workqueue("reclaim").percpu().memReclaim().create();
        Work flushed = cpu.item("flushed", call(() -> cpu.say(cpu.workersName())));
        cpu.at(0, () -> high.queue(cpu.item("", call(() -> { }))));
        cpu.at(1, () -> {
            cpu.threadsMissing(3);
            reclaim.queue(cpu.item("a", call(() -> { })));
            reclaim.queue(flushed);
        });
        flushesAt(2, flushed);
        cpu.at(30, () -> {
            reclaim.queue(cpu.item("b", call(() -> { })));
            reclaim.queue(flushed);
        });
        assertEquals("""
                11 ms  flushed starts, kworker/R-recla, flushed ends, a starts, a ends
                40 ms  b starts, b ends, flushed starts, kworker/R-recla, flushed ends
                """, cpu.timeline());
        assertEquals(1, lent(reclaim));
    }

    @Test
    void anItemThatARescuerRunsLendsTheHighestClassOfAll() throws InterruptedException {
        Workqueue reclaim = cpu.workqueue("reclaim").percpu().memReclaim().create();
        Work flushed = cpu.item("flushed", call(() -> { }));
        cpu.at(0, () -> {
            high.queue(cpu.item("first", compute(20)));
            high.queue(item("a"));
            high.queue(flushed);
        });
        cpu.at(1, () -> {
            cpu.threadsMissing(1);
            reclaim.queue(cpu.item("rescued", call(flushed::flush)));
        });
        assertEquals(List.of("first", "rescued", "flushed", "a"), starts());
        assertEquals(1, lent(high));
    }

    @Test
    void aDrainAndACloseWaitForALentOne() throws InterruptedException {
        Work flushed = item("flushed");
        behindOneThatComputes(normal, item("a"), flushed);
        flushesAt(2, flushed);
        cpu.at(3, () -> {
            normal.drain();
            cpu.say("drained");
            normal.close();
            cpu.say("closed");
        });
        assertEquals("""
                 0 ms  first starts
                 2 ms  flushed starts
                10 ms  first ends
                11 ms  flushed ends, a starts
                12 ms  a ends, drained, closed
                """, cpu.timeline());
    }
}
