package io.kedge.runtime.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kedge.runtime.Await;
import io.kedge.runtime.ChildJvm;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.events.WorkEvents;
import io.kedge.runtime.inspect.WorkqueueStats;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Records what the engine tells the flight recorder. */
@ExtendWith(EngineExtension.class)
class TraceEventsTest {
    private static final List<String> ORDER = List.of("kedge.WorkQueue", "kedge.WorkActivate", "kedge.WorkStart", "kedge.WorkEnd");
    private static final int INSTANCES = 200;
    private static final int CPU = EngineExtension.FIRST_CPU;

    @TempDir
    private Path folder;

    /** Something that is recorded. */
    @FunctionalInterface
    private interface Play {
        void run() throws Exception;
    }

    /** A function of its own class, by which its events are told from others. */
    private static final class Traced implements WorkFunction {
        @Override
        public void run(Work work) { }
    }

    /** {@return the events of that function, the oldest first} */
    private List<RecordedEvent> record(Play play) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            ORDER.forEach(recording::enable);
            recording.start();
            play.run();
            recording.stop();
            recording.dump(file);
        }
        return eventsIn(file);
    }

    private static List<RecordedEvent> eventsIn(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.hasField("function") && event.getString("function").equals(Traced.class.getName()))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime)).toList();
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getEventType().getName()).toList();
    }

    @Test
    @Conforms("R149")
    void queueActivateStartAndEndComeInThisOrder(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("traced").percpu().maxActive(2).create();
        List<RecordedEvent> events = record(() -> {
            for (int i = 0; i < INSTANCES; i++) {
                queue.queue(Cmwq.work(new Traced()));
            }
            queue.flush();
        });
        Map<Integer, List<RecordedEvent>> byItem = events.stream().collect(Collectors.groupingBy(event -> event.getInt("item")));
        assertEquals(INSTANCES, byItem.size(), "items with events");
        byItem.values().forEach(its -> assertEquals(ORDER, names(its)));
    }

    @Test
    @Conforms("R149")
    void eachEventHasItsFields(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("traced").percpu().create();
        Workqueue anywhere = cmwq.workqueue("anywhere").unbound().create();
        List<RecordedEvent> events = record(() -> {
            Work item = Cmwq.work(new Traced());
            queue.queueOn(CPU, item);
            item.flush();
            anywhere.queue(item);
            item.flush();
        });
        RecordedEvent queued = events.getFirst();
        assertEquals("traced", queued.getString("workqueue"));
        assertEquals(CPU, queued.getInt("requestedCpu"));
        assertEquals(CPU, queued.getInt("cpu"));
        RecordedEvent again = events.get(ORDER.size());
        assertEquals("anywhere", again.getString("workqueue"));
        assertEquals(-1, again.getInt("requestedCpu"));
        assertEquals(-1, again.getInt("cpu"));
        assertEquals(1, events.stream().map(event -> event.getInt("item")).distinct().count(), "one item");
    }

    @Test
    @Conforms("R149")
    void activationTellsForWhatTheItemHasWaited(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("traced").percpu().maxActive(1).create();
        long startNanos = System.nanoTime();
        List<RecordedEvent> events = record(() -> {
            Gate entered = new Gate();
            Gate release = new Gate();
            queue.queueOn(CPU, Cmwq.work(() -> {
                entered.open();
                release.pass();
            }));
            entered.pass();
            queue.queueOn(CPU, Cmwq.work(new Traced()));
            release.open();
            queue.flush();
        });
        RecordedEvent activated = events.get(1);
        assertTrue(activated.getDuration("waitedForSlot").isPositive(), activated::toString);
        Duration waited = activated.getDuration("waitedForSlot").plus(activated.getDuration("waitedForWorker"));
        Duration whole = Duration.ofNanos(System.nanoTime() - startNanos);
        assertTrue(waited.compareTo(whole) <= 0, () -> "waited " + waited + " of " + whole);
    }

    @Test
    @Conforms("R149")
    void aDelayedItemIsQueuedWhenItsDelayIsOver(Cmwq cmwq) throws Exception {
        Workqueue queue = cmwq.workqueue("traced").percpu().create();
        Duration delay = Duration.ofMillis(50);
        long startNanos = System.nanoTime();
        List<RecordedEvent> events = record(() -> {
            DelayedWork item = Cmwq.delayedWork(new Traced());
            queue.queueDelayed(item, delay);
            Await.until(() -> !item.pending(), () -> item);
            queue.flush();
        });
        assertEquals(ORDER, names(events));
        Duration sinceStart = Duration.between(events.getFirst().getStartTime(), events.getLast().getStartTime());
        assertTrue(sinceStart.compareTo(delay) < 0 || System.nanoTime() - startNanos > 2 * delay.toNanos(), "the delay is within the events");
    }

    @Test
    @Conforms("R149")
    void whatIsStartedAndNotCompletedIsInFlight(Cmwq cmwq) {
        Workqueue queue = cmwq.workqueue("traced").percpu().create();
        Gate entered = new Gate();
        Gate release = new Gate();
        queue.queueOn(CPU, Cmwq.work(() -> {
            entered.open();
            release.pass();
        }));
        entered.pass();
        WorkqueueStats during = cmwq.snapshot().workqueues().getLast();
        assertEquals(List.of(1L, 0L, 1L), List.of(during.started(), during.completed(), during.inFlight()));
        release.open();
    }

    @Test
    void aRecordingThatDoesNotEnableThemHasNone(Cmwq cmwq) throws Exception {
        Path file = folder.resolve("none.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Workqueue queue = cmwq.workqueue("traced").percpu().create();
            queue.queue(Cmwq.work(new Traced()));
            queue.flush();
            recording.stop();
            recording.dump(file);
        }
        assertEquals(List.of(), eventsIn(file));
    }

    @Test
    void theEngineWorksWithoutTheRecordersModule() throws Exception {
        ChildJvm.Result result = ChildJvm.of(WithoutRecorder.class)
                .options("--limit-modules", "java.base,java.logging,java.management").run();
        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("recorder: false, ran: true"), result::output);
    }

    /** Runs an item where no recorder can be. */
    static final class WithoutRecorder {
        private WithoutRecorder() { }

        public static void main(String[] arguments) throws InterruptedException {
            boolean[] ran = new boolean[1];
            try (Cmwq cmwq = Cmwq.start()) {
                cmwq.schedule(Cmwq.work(() -> ran[0] = true));
                cmwq.flushScheduled();
            }
            System.out.println("recorder: " + ModuleLayer.boot().findModule("jdk.jfr").isPresent() + ", ran: " + ran[0]);
        }
    }

    @Test
    void nobodyRecordsWhenNobodyAsked() {
        assertFalse(WorkEvents.areRecorded());
    }
}
