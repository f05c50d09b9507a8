package io.kedge.bench.run;

import java.nio.file.Path;
import java.util.List;

import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Row;
import io.kedge.bench.row.Rows;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ArgumentsTest {

    @Test
    void withoutAWordEverythingIsMeasuredAndNothingWritten() {
        Arguments asked = Arguments.of();
        assertEquals(Rows.all(), asked.rows());
        assertEquals(Effort.FULL, asked.effort());
        assertTrue(!asked.write() && asked.render() == null && asked.limits() == null, asked.toString());
    }

    @Test
    void rowsComeInTheOrderOfTheReportAndOnce() {
        Arguments asked = Arguments.of("empty", "hand-off", "--quick", "empty");
        assertEquals(List.of("hand-off", "empty"), asked.rows().stream().map(Row::name).toList());
        assertEquals(Effort.QUICK, asked.effort());
    }

    @Test
    void optionsTakeTheirValues() {
        Arguments asked = Arguments.of("--limits", "l", "--commit", "c", "--command", "./kedge bench", "--render", "r", "--write");
        assertEquals(Path.of("l"), asked.limits());
        assertEquals(Path.of("r"), asked.render());
        assertEquals("c, ./kedge bench", asked.commit() + ", " + asked.command());
        assertTrue(asked.write());
    }

    @Test
    void whatIsUnknownLacksItsValueOrDoesNotGoTogetherIsRefused() {
        assertTrue(refusalOf("hand-of").startsWith("no row is called 'hand-of'; there are hand-off "), refusalOf("hand-of"));
        assertEquals("--commit lacks its value", refusalOf("--commit"));
        assertTrue(refusalOf("--quick", "--write").startsWith("--quick and --write"));
        assertNull(Arguments.of("--quick").render());
    }

    private static String refusalOf(String... words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Arguments.of(words)).getMessage());
    }
}
