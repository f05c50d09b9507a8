package io.kedge.profile.load;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

import io.kedge.profile.model.LoadResult;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Reasons that a test cannot bring about for every user: root may read everything. */
class FinderTest {

    private static String message(IOException reason) {
        return Finder.unreadable("home.yaml", reason) instanceof LoadResult.Problems problems ? problems.report() : "no problem";
    }

    @Test
    void aFileThatMayNotBeReadSaysHowToAllowIt() {
        assertEquals("home.yaml: the file may not be read; allow it with chmod a+r", message(new AccessDeniedException("home.yaml")));
    }

    @Test
    void anyOtherReasonIsPassedOn() {
        assertEquals("home.yaml: the file cannot be read: Input/output error", message(new IOException("Input/output error")));
    }
}
