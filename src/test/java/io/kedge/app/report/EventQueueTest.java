package io.kedge.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kedge.app.mqtt.api.Draft;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class EventQueueTest {

    @Test
    void draftsAreHandedOverInOrderAndNoneIsLostWhenItIsFull() {
        List<Draft> out = new ArrayList<>();
        EventQueue queue = new EventQueue(3, out::add);
        List<Draft> in = IntStream.range(0, 10).mapToObj(i -> Draft.event("line-" + i, Map.of())).toList();
        in.forEach(queue::add);
        assertEquals(in.subList(0, 9), out, "whoever found it full emptied it");
        queue.drain();
        assertEquals(in, out);
        queue.drain();
        assertEquals(in, out);
    }
}
