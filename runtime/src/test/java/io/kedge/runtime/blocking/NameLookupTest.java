package io.kedge.runtime.blocking;

import java.nio.file.Path;

import io.kedge.runtime.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A name lookup keeps its carrier, so that the tick must hand the slot off. Shown with the JDK's hosts file: the C library's
 * resolver can only be made to wait by a name server that does not answer, which a test cannot have everywhere.
 */
class NameLookupTest {

    @Test
    void aNameLookupHandsItsSlotOff(@TempDir Path directory) throws Exception {
        Path fifo = Native.mkfifo(directory);
        ChildJvm.Result result = ChildJvm.of(NameLookup.class).options("-Djdk.net.hosts.file=" + fifo).run();
        assertEquals("the successor ran, by a hand-off\nlooked up 192.0.2.1\n", result.output());
        assertEquals(0, result.exit());
    }
}
