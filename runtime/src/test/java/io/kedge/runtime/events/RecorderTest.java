package io.kedge.runtime.events;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

class RecorderTest {

    /** An item may have run before its queueing could be told. */
    @Test
    void anItemsQueueingIsOlderThanItsRunHoweverLateItIsTold(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("events.jfr");
        FunctionProfile function = new FunctionProfile("org.example.Valve");
        WorkItem item = new WorkItem(work -> { }, function);
        try (Recording recording = new Recording()) {
            List.of("Queue", "Activate", "Start", "End").forEach(what -> recording.enable("kedge.Work" + what));
            recording.start();
            Queueing queueing = WorkEvents.queueing(item, "valves", -1);
            assertNotNull(queueing);
            WorkEvents.starts(item, function, 0, 0);
            WorkEvents.ended(item, function);
            queueing.queued(0);
            recording.stop();
            recording.dump(file);
        }
        List<String> names = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("kedge."))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> event.getEventType().getName().substring("kedge.Work".length()))
                .toList();
        assertEquals(List.of("Queue", "Activate", "Start", "End"), names);
    }
}
