package io.kedge.app.mqtt.link;

import java.util.List;
import java.util.Map;

import io.kedge.app.mqtt.api.Draft;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WindowTest {

    @Test
    void windowIsTheSmallerOfWhatWeWantAndWhatTheBrokerTakes() {
        assertEquals(4, fill(new Window(16, 4)));
        assertEquals(16, fill(new Window(16, 65_535)));
        assertEquals(1, fill(new Window(16, 0)), "a broker that takes nothing breaks the protocol; one is tried");
    }

    @Test
    void ticketIsGoodForOneRemoval() {
        Window window = new Window(2, 2);
        Entry entry = entry("a");
        long ticket = window.add(entry);
        assertSame(entry, window.remove(ticket));
        assertNull(window.remove(ticket));
        assertTrue(window.isEmpty());
    }

    @Test
    void entriesComeOldestFirst() {
        Window window = new Window(3, 3);
        List<Entry> added = List.of(entry("a"), entry("b"), entry("c"));
        added.forEach(window::add);
        assertFalse(window.hasRoom());
        assertEquals(added, List.copyOf(window.entries()));
    }

    private static int fill(Window window) {
        int count = 0;
        for (; window.hasRoom(); count++) {
            window.add(entry("x"));
        }
        return count;
    }

    private static Entry entry(String line) {
        return new Entry(Draft.event(line, Map.of()), new byte[0], 0, new DrivenTime());
    }
}
