package io.kedge.runtime.conformance;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An item that leaves something behind on its worker's thread is reported, and the worker goes on. */
@ExtendWith(EngineExtension.class)
class LeftBehindTest {

    private static List<String> complaintsOfThreeRuns(Cmwq cmwq, Work work) throws Exception {
        Workqueue queue = cmwq.workqueue("valves").unbound().create();
        AtomicInteger others = new AtomicInteger();
        Work other = Cmwq.work(others::incrementAndGet);
        try (EngineLog log = new EngineLog()) {
            for (int run = 0; run < 3; run++) {
                queue.queue(work);
                queue.flush();
                queue.queue(other);
                queue.flush();
            }
            assertEquals(3, others.get(), "the workers go on");
            return log.complaints("left behind");
        }
    }

    @Test
    @Conforms("R64")
    void anInterruptLeftBehindIsReportedOnceAFunction(Cmwq cmwq) throws Exception {
        List<String> complaints = complaintsOfThreeRuns(cmwq, Cmwq.work(() -> Thread.currentThread().interrupt()));
        assertEquals(1, complaints.size(), complaints::toString);
        assertTrue(complaints.getFirst().startsWith("work function " + getClass().getName()), complaints::toString);
        assertTrue(complaints.getFirst().contains("of workqueue valves left behind its thread interrupted"), complaints::toString);
    }

    @Test
    @Conforms("R64")
    void aContextClassLoaderLeftBehindIsReportedOnceAFunction(Cmwq cmwq) throws Exception {
        try (var loader = new URLClassLoader(new URL[0])) {
            List<String> complaints = complaintsOfThreeRuns(
                    cmwq, Cmwq.work(() -> Thread.currentThread().setContextClassLoader(loader)));
            assertEquals(1, complaints.size(), complaints::toString);
            assertTrue(complaints.getFirst().contains("left behind another context class loader"), complaints::toString);
        }
    }

    @Test
    void anItemThatLeavesNothingBehindIsNotReported(Cmwq cmwq) throws Exception {
        assertEquals(List.of(), complaintsOfThreeRuns(cmwq, Cmwq.work(() -> { })));
    }
}
