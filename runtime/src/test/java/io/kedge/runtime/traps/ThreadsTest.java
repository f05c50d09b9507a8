package io.kedge.runtime.traps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.kedge.runtime.AtRest;
import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Gate;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which threads the engine has, when, what they are called and where they may run. */
class ThreadsTest {
    private static final int BURST = 1_000;
    private static final int SHORT_MILLIS = 20;
    private static final long IDLE_NANOS = 1_100_000_000L;

    /** {@return the names of the engine's platform threads, each once} */
    private static Set<String> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("kcpu/") || name.startsWith("work-") || name.startsWith("kedge"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A carrier that close() has seen end may still be on its last instructions: that of another test's engine, too. */
    @BeforeEach
    void awaitNoEngineThreads() {
        Await.until(() -> engineThreads().isEmpty() && OsThreads.named("kcpu/").isEmpty(), ThreadsTest::engineThreads);
    }

    private static void queueEverywhere(Cmwq cmwq, Runnable task) throws InterruptedException {
        Workqueue normal = cmwq.workqueue("normal").percpu().create();
        Workqueue high = cmwq.workqueue("high").percpu().highPriority().create();
        Workqueue unbound = cmwq.workqueue("unbound").unbound().create();
        cmwq.cpus().stream().forEach(cpu -> {
            normal.queueOn(cpu, Cmwq.work(task));
            high.queueOn(cpu, Cmwq.work(task));
            unbound.queueOn(cpu, Cmwq.work(task));
        });
        normal.flush();
        high.flush();
        unbound.flush();
    }

    @Test
    void anEngineWithoutWorkHasTheTimerThreadOnly() {
        try (Cmwq cmwq = Cmwq.start()) {
            assertEquals(Set.of("work-timer"), engineThreads());
            assertTrue(cmwq.snapshot().pools().stream().allMatch(pool -> pool.workers() == 0 && pool.carriers() == 0));
        }
        awaitNoEngineThreads();
    }

    @Test
    void aClosedEngineHasNoThreads() throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            queueEverywhere(cmwq, () -> { });
            assertTrue(engineThreads().size() > 1, () -> engineThreads().toString());
        }
        awaitNoEngineThreads();
    }

    @Test
    void aCarrierThatTheKernelHasMovedComesHomeAfterASecondIdle() throws Exception {
        try (Cmwq cmwq = Cmwq.start()) {
            int cpu = cmwq.cpus().nextSetBit(0);
            Workqueue normal = cmwq.workqueue("normal").percpu().create();
            Work work = Cmwq.work(() -> { });
            normal.queueOn(cpu, work);
            work.flush();
            int tid = OsThreads.named("kcpu/" + cpu).keySet().iterator().next();
            String everywhere = OsThreads.status(OsThreads.main(), "Cpus_allowed_list");
            assertEquals(0, new ProcessBuilder("taskset", "-pc", everywhere, Integer.toString(tid)).start().waitFor());
            assertEquals(everywhere, OsThreads.status(tid, "Cpus_allowed_list"));
            Await.until(() -> {
                LockSupport.parkNanos(IDLE_NANOS);   // being idle is what it takes
                normal.queueOn(cpu, work);
                return OsThreads.status(tid, "Cpus_allowed_list").equals(Integer.toString(cpu));
            }, () -> OsThreads.status(tid, "Cpus_allowed_list"));
        }
    }

    @Test
    void carriersAreBoundAndNamedAfterTheirPool() throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            queueEverywhere(cmwq, () -> { });
            OsThreads.named("kcpu/").forEach((tid, name) -> {
                String allowed = OsThreads.status(tid, "Cpus_allowed_list");
                if (name.startsWith("kcpu/u")) {
                    assertEquals(OsThreads.status(OsThreads.main(), "Cpus_allowed_list"), allowed, name);
                } else {
                    assertEquals(name.replaceAll("kcpu/|H", ""), allowed, name);
                }
            });
            cmwq.cpus().stream().forEach(cpu -> {
                assertEquals(1, OsThreads.named("kcpu/" + cpu + "H").size());
                assertEquals(2, OsThreads.named("kcpu/" + cpu).size(), "the normal one and the high one");
            });
        }
    }

    @Test
    void workersHaveTheKernelsNames() throws InterruptedException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (Cmwq cmwq = Cmwq.start()) {
            queueEverywhere(cmwq, () -> names.add(Thread.currentThread().getName()));
            cmwq.cpus().stream().forEach(cpu -> {
                assertTrue(names.stream().anyMatch(name -> name.matches("kworker/" + cpu + ":\\d+")), names::toString);
                assertTrue(names.stream().anyMatch(name -> name.matches("kworker/" + cpu + ":\\d+H")), names::toString);
            });
            assertTrue(names.stream().anyMatch(name -> name.matches("kworker/u\\d+:\\d+")), names::toString);
        }
    }

    @Test
    void aBurstOfSleepersMakesWorkersAndNoOsThreads() throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            Workqueue queue = cmwq.workqueue("burst").percpu().maxActive(BURST).create();
            int cpu = cmwq.cpus().nextSetBit(0);
            Gate all = new Gate(BURST);
            Gate release = new Gate();
            for (int i = 0; i < BURST; i++) {
                queue.queueOn(cpu, Cmwq.work(() -> {
                    all.open();
                    release.pass();
                }));
            }
            all.pass();
            int carriers = OsThreads.named("kcpu/").size();
            release.open();
            queue.flush();
            long handOffs = cmwq.snapshot().pools().stream().mapToLong(pool -> pool.handOffsNative() + pool.handOffsHog()).sum();
            assertTrue(carriers <= 1 + handOffs, () -> "one carrier, and one for each hand-off: " + carriers + " " + handOffs);
            assertTrue(cmwq.snapshot().pools().getFirst().workers() >= BURST);
            AtRest.assertHolds(cmwq);
        }
    }

    @Test
    void idleCarriersEndAndComeBackWithWork() throws Exception {
        try (var engine = TunedEngine.withIdleMillis(SHORT_MILLIS)) {
            Cmwq cmwq = engine.cmwq();
            for (int round = 0; round < 5; round++) {
                Gate ran = new Gate();
                cmwq.system("events").queue(Cmwq.work(ran::open));
                ran.pass();
                Await.until(() -> OsThreads.named("kcpu/").isEmpty(), () -> OsThreads.named("kcpu/"));
                Await.until(() -> cmwq.snapshot().pools().stream().allMatch(pool -> pool.carriers() == 0), cmwq::snapshot);
            }
        }
    }

    /**
     * The tick keeps a file for each carrier it watches, and closes those of ended ones when it has nothing to watch. Hogs
     * with work behind them make two carriers a round, which end when they are idle.
     */
    @Test
    void watchesOfEndedCarriersAreClosed() throws Exception {
        try (var engine = TunedEngine.withIdleMillis(SHORT_MILLIS)) {
            Cmwq cmwq = engine.cmwq();
            Workqueue queue = cmwq.workqueue("test").percpu().create();
            int cpu = cmwq.cpus().nextSetBit(0);
            for (int round = 0; round < 8; round++) {
                Gate second = new Gate();
                queue.queueOn(cpu, Cmwq.work(() -> spinUntil(second)));
                queue.queueOn(cpu, Cmwq.work(second::open));
                queue.flush();
                Await.until(() -> OsThreads.named("kcpu/").isEmpty(), () -> OsThreads.named("kcpu/"));
            }
            assertTrue(openStatFiles() <= 4, () -> "files open: " + openStatFiles());
        }
    }

    private static void spinUntil(Gate gate) {
        while (!gate.isOpen()) {
            Thread.onSpinWait();
        }
    }

    private static long openStatFiles() {
        long open = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                open += linkOf(file).endsWith("/stat") ? 1 : 0;
            }
            return open;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String linkOf(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
