package io.kedge.profile.model;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ProblemTest {

    @Test
    void theExcerptMarksTheTextUnderItsLine() {
        var problem = new Problem(new Place("home.yaml", 12, 15), "lines.a.debounce", "20 sec", "is no duration", "20s", "    debounce:\t20 sec # long");
        assertEquals(
                """
                home.yaml:12:15: lines.a.debounce: is no duration; did you mean '20s'?
                   12 |     debounce:\t20 sec # long
                      |              \t^^^^^^""",
                problem.excerpt());
    }

    @Test
    void theMarkStaysWithinTheLine() {
        var problem = new Problem(new Place("f", 1, 4), "", "first\nsecond", "is wrong", null, "a: fi");
        assertEquals("f:1:4: is wrong\n    1 | a: fi\n      |    ^^", problem.excerpt());
    }

    @Test
    void aProblemOfTheWholeFileHasNoExcerpt() {
        var problem = new Problem(Place.wholeFile("f.yaml"), "", "f.yaml", "there is no such file", null, "");
        assertEquals("f.yaml: there is no such file", problem.excerpt());
    }

    @Test
    void theExceptionSaysEveryProblem() {
        var one = new Problem(new Place("f", 1, 1), "", "", "is wrong", null, "a");
        var two = new Problem(new Place("f", 2, 1), "b", "", "is wrong too", null, "b");
        var thrown = assertThrows(ProfileException.class, new LoadResult.Problems(List.of(one, two))::orThrow);
        assertEquals("f:1:1: is wrong\nf:2:1: b: is wrong too", thrown.getMessage());
        assertEquals(List.of(one, two), thrown.problems());
    }
}
