package io.kedge.runtime.blocking;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A function that uses its CPU for longer than the threshold, while others wait, is named in a warning. */
class HogIsReportedTest {

    private static long marked(Cmwq cmwq) {
        return cmwq.snapshot().workqueues().stream().mapToLong(queue -> queue.cpuIntensive()).sum();
    }

    /** Computes until the tick has marked it, or a deadline that only a defect reaches. */
    private static void hog(Cmwq cmwq, long before) {
        long startNanos = System.nanoTime();
        while (marked(cmwq) == before
                && System.nanoTime() - startNanos < TimeUnit.SECONDS.toNanos(EngineExtension.DEADLINE_SECONDS)) {
            Thread.onSpinWait();
        }
    }

    private static List<String> reports(EngineLog log) {
        return log.complaints().stream().filter(line -> line.contains("used its CPU")).toList();
    }

    @Test
    @Conforms({"R49", "R53"})
    void aHogIsMarkedAndReportedAtItsFirstViolationsThenLessOften() throws Exception {
        try (EngineLog log = new EngineLog();
                Cmwq cmwq = Cmwq.builder().cpuIntensiveThreshold(Duration.ofMillis(2)).cpuIntensiveWarning(2).start()) {
            Workqueue queue = cmwq.workqueue("hogs").percpu().create();
            int cpu = cmwq.cpus().nextSetBit(0);
            for (int violation = 1; violation <= 4; violation++) {
                long before = marked(cmwq);
                queue.queueOn(cpu, Cmwq.work(() -> hog(cmwq, before)));
                queue.queueOn(cpu, Cmwq.work(() -> { }));   // waits
                queue.flush();
                assertEquals(before + 1, marked(cmwq));
            }
            Await.until(() -> reports(log).size() >= 2, () -> reports(log));   // the tick says it after the mark
            List<String> reports = reports(log);
            assertEquals(2, reports.size(), reports::toString);   // at violations 2 and 3
            assertTrue(reports.getFirst().startsWith("work function " + getClass().getName()), reports::toString);
            assertTrue(reports.getFirst().contains("more than 2000 us without blocking, 2 times"), reports::toString);
        }
    }
}
