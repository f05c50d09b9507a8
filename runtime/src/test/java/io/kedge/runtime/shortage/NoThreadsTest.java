package io.kedge.runtime.shortage;

import java.io.IOException;
import java.nio.file.Path;

import io.kedge.runtime.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A process that may have no more threads: items with a rescuer run, the others wait and are said to starve. */
@Timeout(120)
class NoThreadsTest {

    @Test
    void aUserMayHaveNoMoreThreads(@TempDir Path folder) throws IOException {
        assertUsersLimitIsSurvived(folder);
    }

    private static void assertUsersLimitIsSurvived(Path folder) throws IOException {
        assertGoesOn(ChildJvm.of(ThreadHog.class).classesFrom(ThreadLimit.readableCopies(folder)).startedBy(ThreadLimit.ofUser()).run());
    }

    /** Its carriers have ended when the threads are gone: the one that was kept does all the work. */
    @Test
    void anEngineThatHasWorkedGoesOnWithItsSpareThread(@TempDir Path folder) throws IOException {
        ChildJvm.Result result = ChildJvm.of(SpareUser.class)
                .classesFrom(ThreadLimit.readableCopies(folder)).startedBy(ThreadLimit.ofUser()).run();
        String said = result.output();
        assertEquals(0, result.exit(), said);
        assertTrue(said.contains("kept true\n"), said);
        assertTrue(said.contains("no more threads after "), said);
        assertTrue(said.contains("ran true, kept false\n"), said);
        assertTrue(said.endsWith("kept true\nclosed, kept false\n"), said);
    }

    /** Where no group of processes can be made, it says why and a user's limit does its part. */
    @Test
    void aControlGroupMayHaveNoMoreThreads(@TempDir Path folder) throws IOException {
        try (ControlGroup group = ControlGroup.tryToMake()) {
            if (group.isThere()) {
                assertGoesOn(ChildJvm.of(ThreadHog.class).startedBy(group.command()).run());
            } else {
                System.out.println("no control group: " + group.whyNot() + "; a user's limit is used in its place");
                assertUsersLimitIsSurvived(folder);
            }
        }
    }

    private static void assertGoesOn(ChildJvm.Result result) {
        String said = result.output();
        assertEquals(0, result.exit(), said);
        assertTrue(said.contains("no more threads after "), said);
        assertTrue(said.contains("workqueue late cannot be created: no thread could be had for its rescuer ("), said);
        assertTrue(said.contains("rescued 40 of 40, plain ran 0\n"), said);
        assertTrue(said.matches("(?s).*starvation was told [1-9]\\d* times, plain ran 0\n.*"), said);
        assertTrue(said.contains("plain ran then: true\n"), said);
        assertTrue(said.contains("counted 40 rescued, mayday true\n"), said);
        assertTrue(said.endsWith("minimal\nclosed\n"), said);
    }
}
