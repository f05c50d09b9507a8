package io.kedge.profile;

import io.kedge.hal.api.DurationText;
import io.kedge.hal.api.LineConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a profile says of a line's debounce is what the line is opened with. */
class DebounceTest {
    private static final String HEAD = """
            profile: t
            version: 1
            board: {description: A board}
            chips: {gpio: {label: c, lines: 8}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            as: contact                                               | BOTH none
            as: contact, debounce: 20ms                               | BOTH settle 20ms
            as: contact, debounce: 20ms, debounce-policy: settle      | BOTH settle 20ms
            as: contact, debounce: 50ms, debounce-policy: leading     | BOTH leading 50ms
            as: motion, debounce: 1500us, debounce-policy: glitch     | BOTH glitch 1500us
            as: motion, debounce: 1s, debounce-policy: count, debounce-count: 5 | BOTH count 5 in 1s
            as: motion, edges: falling, debounce: 1s, debounce-policy: count, debounce-count: 5 | FALLING count 5 in 1s
            as: pulse-counter, debounce: 1s, debounce-policy: count, debounce-count: 1 | RISING count 1 in 1s
            as: contact, debounce: 5ms, debounce-policy: kernel       | BOTH kernel 5ms
            as: contact, edges: rising, debounce: 5ms, debounce-policy: kernel | RISING kernel 5ms
            as: pulse-counter, debounce: 5ms, debounce-policy: kernel | RISING kernel 5ms
            as: pulse-counter                                         | RISING none
            as: pulse-counter, active-low: true                       | FALLING none
            as: pulse-counter, debounce: 2ms                          | BOTH settle 2ms
            """)
    void theLineIsOpenedWithIt(String keys, String expected) {
        LineConfig line = TestProfiles.read(HEAD + "lines: {a: {offset: 2, " + keys + "}}\n").orThrow().lines().getFirst();
        assertEquals(expected, line.edges() + " " + line.debounce());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            as: contact                                               | BOTH BOTH 0s
            as: contact, poll: 20ms                                   | BOTH NONE 20ms
            as: pulse-counter, poll: 1ms                              | RISING NONE 1ms
            as: contact, poll: 10s, debounce: 500ms                   | BOTH NONE 10s
            """)
    void aLineThatIsPolledInterruptsForNothing(String keys, String expected) {
        LineConfig line = TestProfiles.read(HEAD + "lines: {a: {offset: 2, " + keys + "}}\n").orThrow().lines().getFirst();
        assertEquals(expected, line.edges() + " " + line.interrupts() + " " + DurationText.of(line.poll()));
    }
}
