package io.kedge.runtime.rcu;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.api.ReadSections.Section;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** One thread plays all readers and writers. */
class RcuTest {
    private final Rcu rcu = new Rcu();
    private final List<String> done = new ArrayList<>();

    private void request(String name) {
        rcu.request(new RcuHead(() -> done.add(name)));
    }

    @Test
    void withoutSectionsNothingIsWaitedFor() {
        request("first");
        request("second");
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    @Conforms("R127")
    void aRequestWaitsForTheSectionsThatExistedThen() {
        Section one = rcu.enter();
        Section other = rcu.enter();
        request("freed");
        one.close();
        assertEquals(List.of(), done, "one section is under way");
        other.close();
        assertEquals(List.of("freed"), done);
    }

    @Test
    @Conforms("R127")
    void aRequestDoesNotWaitForLaterSections() {
        Section before = rcu.enter();
        request("freed");
        Section later = rcu.enter();
        before.close();
        assertEquals(List.of("freed"), done);
        later.close();
    }

    @Test
    @Conforms("R127")
    void aRequestDuringAGracePeriodWaitsForTheSectionsBegunSince() {
        Section first = rcu.enter();
        request("a");
        Section second = rcu.enter();
        request("b");
        Section third = rcu.enter();
        first.close();
        assertEquals(List.of("a"), done);
        second.close();
        assertEquals(List.of("a"), done, "the third existed when b was requested");
        third.close();
        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void requestsAreDoneInTheirOrder() {
        Section section = rcu.enter();
        for (String name : List.of("a", "b", "c", "d")) {
            request(name);
        }
        section.close();
        assertEquals(List.of("a", "b", "c", "d"), done);
    }

    @Test
    void whatIsDoneMayRequestAgain() {
        Section section = rcu.enter();
        rcu.request(new RcuHead(() -> {
            done.add("first");
            request("second");
        }));
        section.close();
        assertEquals(List.of("first", "second"), done);
    }

    @Test
    void sectionsNest() {
        Section outer = rcu.enter();
        Section inner = rcu.enter();
        request("freed");
        inner.close();
        assertEquals(List.of(), done);
        outer.close();
        assertEquals(List.of("freed"), done);
    }
}
