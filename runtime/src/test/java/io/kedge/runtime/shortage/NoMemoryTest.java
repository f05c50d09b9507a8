package io.kedge.runtime.shortage;

import io.kedge.runtime.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A heap without a byte left: items that allocate nothing and have a rescuer run. */
@Timeout(120)
class NoMemoryTest {

    @Test
    void theHeapIsFullToTheLastByte() {
        ChildJvm.Result result = ChildJvm.of(HeapHog.class).options("-Xmx16m").run();
        String said = result.output();
        assertEquals(0, result.exit(), said);
        assertTrue(said.contains("ran true, rescued 20 of 20, heap still full true, the rescuer allocated 0 bytes"), said);
        assertTrue(said.endsWith("minimal\nclosed\n"), said);
    }

    /** A thread that runs into a held lock once in a while must find all it needs: an error there ended the timer and rescuers. */
    @Test
    void aLockIsWaitedForForTheFirstTime() {
        ChildJvm.Result result = ChildJvm.of(FirstWait.class).options("-Xmx16m").run();
        assertEquals("early false, full true, failure null\n", result.output());
    }

    @Test
    void theTickBeginsWhenItIsNeededForTheFirstTime() {
        ChildJvm.Result result = ChildJvm.of(FirstTick.class).options("-Xmx16m").run();
        assertEquals("before false, alive true, ended true\n", result.output());
    }
}
