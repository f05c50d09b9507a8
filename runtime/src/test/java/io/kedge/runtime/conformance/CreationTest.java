package io.kedge.runtime.conformance;

import java.util.Set;

import io.kedge.runtime.ChildJvm;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.WorkqueueStats;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of a workqueue that was asked for in a way that is not clear. */
class CreationTest {

    private static Set<String> flags(Cmwq cmwq, Workqueue queue) {
        return cmwq.snapshot().workqueues().stream().filter(stats -> stats.name().equals(queue.name()))
                .map(WorkqueueStats::flags).findFirst().orElseThrow();
    }

    /** Creates two workqueues of no kind, in a JVM where nobody has done that before. */
    static final class OfNoKind {
        private OfNoKind() { }

        public static void main(String[] args) {
            try (Cmwq cmwq = Cmwq.start()) {
                System.out.println(flags(cmwq, cmwq.workqueue("first").create()));
                System.out.println(flags(cmwq, cmwq.workqueue("second").create()));
                System.out.println(flags(cmwq, cmwq.workqueue("third").percpu().create()));
            }
        }
    }

    @Test
    @Conforms("R150")
    void neitherKindGivesPercpuAndOneWarningInTheLifeOfTheProcess() {
        ChildJvm.Result result = ChildJvm.of(OfNoKind.class).run();
        assertEquals(0, result.exit(), result::output);
        assertEquals(3, result.output().lines().filter("[WQ_PERCPU]"::equals).count(), result::output);
        assertEquals(1, result.output().lines().filter(line -> line.contains("neither per-CPU nor unbound")).count(), result::output);
        assertTrue(result.output().contains("workqueue first was asked to be neither"), result::output);
    }

    @Test
    @Conforms("R150")
    void bothKindsGiveUnboundAndAWarning() {
        try (Cmwq cmwq = Cmwq.start(); EngineLog log = new EngineLog()) {
            assertEquals(Set.of("WQ_UNBOUND"), flags(cmwq, cmwq.workqueue("both").percpu().unbound().create()));
            assertEquals(1, log.complaints("workqueue both was asked to be both per-CPU and unbound").size());
        }
    }
}
