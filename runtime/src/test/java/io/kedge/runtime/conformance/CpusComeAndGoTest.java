package io.kedge.runtime.conformance;

import java.io.File;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.linux.Affinity;
import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The machine's CPUs: what the kernel no longer lets the process use is noticed, and what it lets it use again. */
@Timeout(60)
class CpusComeAndGoTest {
    private final BitSet allowed = Topology.allowed().cpus();
    private final int first = allowed.nextSetBit(0);

    @Test
    @Conforms("R144")
    void aCpuThatIsNotThereWhenItsFirstCarrierIsMadeIsNoticedAndItsWorkRuns() throws InterruptedException {
        int missing = allowed.length();
        BitSet more = (BitSet) allowed.clone();
        more.set(missing);
        try (TunedEngine engine = TunedEngine.on(new Topology(more))) {
            runOn(engine.cmwq(), missing);
            Await.until(() -> engine.hotplug().online().equals(allowed), () -> engine.hotplug().online());
            Await.until(() -> engine.cmwq().snapshot().degraded().stream().anyMatch(what ->
                    what.startsWith("cpu-offline: CPU " + missing + " ")), engine.cmwq()::snapshot);
            runOn(engine.cmwq(), missing);
        }
    }

    /** Nothing tells the engine but that its carriers cannot be bound any more, and that its timer's thread has something to do. */
    @Test
    @Conforms("R144")
    void aMaskThatIsNarrowedAndWidenedIsFollowed() throws InterruptedException {
        BitSet two = (BitSet) allowed.clone();
        two.set(allowed.cardinality() > 1 ? first : allowed.length());
        BitSet one = new BitSet();
        one.set(first);
        int other = two.nextSetBit(first + 1);
        try (TunedEngine engine = TunedEngine.on(new Topology(two))) {
            Cmwq cmwq = engine.cmwq();
            runOn(cmwq, other);
            maskProcess(one);
            try {
                awaitWith(cmwq, () -> engine.hotplug().online().equals(one));
                assertEquals(first, cpuOfAnItemOn(cmwq, other), "it runs on the CPU that is left");
            } finally {
                maskProcess(allowed);
            }
            awaitWith(cmwq, () -> engine.hotplug().online().equals(allowed));
            int home = allowed.get(other) ? other : first;
            Await.until(() -> cpuOfAnItemOn(cmwq, other) == home, cmwq::snapshot);   // a carrier made meanwhile may take one more
            assertTrue(cmwq.snapshot().degraded().stream().noneMatch(what -> what.startsWith("cpu-offline: CPU " + first + " ")));
        }
    }

    private static void runOn(Cmwq cmwq, int cpu) throws InterruptedException {
        Work work = Cmwq.work(() -> { });
        assertTrue(cmwq.scheduleOn(cpu, work));
        work.flush();
    }

    private static int cpuOfAnItemOn(Cmwq cmwq, int cpu) {
        try {
            return cmwq.workOnCpu(cpu, CurrentThread::cpu);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for something that the engine notices when its timer's thread has something to do. */
    private static void awaitWith(Cmwq cmwq, BooleanSupplier condition) {
        DelayedWork nothing = Cmwq.delayedWork(() -> { });
        Await.until(() -> {
            cmwq.scheduleDelayed(nothing, Duration.ofMillis(1));
            return condition.getAsBoolean();
        }, cmwq::snapshot);
    }

    /** What {@code taskset -a -p} does: all threads of this process may use these CPUs and no others. */
    private static void maskProcess(BitSet cpus) {
        for (String tid : requireNonNull(new File("/proc/self/task").list())) {
            try {
                Affinity.set(Integer.parseInt(tid), cpus);
            } catch (LinuxException ended) {
                // a thread that is not there any more needs no mask
            }
        }
    }
}
