package io.kedge.runtime.shortage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.OsThreads;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.LinuxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rescuer's own thread: when it is there, where it runs, and what it does while the makers of threads fail. */
@Timeout(60)
class RescuerThreadTest {
    private static final int CPU = EngineExtension.FIRST_CPU;
    private static final ThreadLocal<@Nullable String> LOCAL = new ThreadLocal<>();

    private final AtomicBoolean noCarriers = new AtomicBoolean(true);
    private final AtomicBoolean noRescuers = new AtomicBoolean();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Runnable atStart = () -> { };

    /** Fails as a machine does, or as a maker that is broken. */
    private CarrierRunner make(Station station, Body body, Consumer<LinuxException> refused) {
        boolean fails = station.name().startsWith("kcpu/") ? noCarriers.get() : noRescuers.get();
        if (fails && refusals.getAndIncrement() % 2 == 0) {
            throw new OutOfMemoryError("unable to create native thread: simulated");
        }
        if (fails) {
            throw new IllegalStateException("a broken maker of threads");
        }
        CarrierThread thread = new CarrierThread(station, new Starting(body), refused);
        thread.setUncaughtExceptionHandler((itself, thrown) -> { });
        return thread;
    }

    /** Does something first. */
    private final class Starting implements Body {
        private final Body body;

        Starting(Body body) {
            this.body = body;
        }

        @Override
        public void onStart(int tid) {
            atStart.run();
            body.onStart(tid);
        }

        @Override
        public CarrierThread.Step step(boolean idleTooLong) {
            return body.step(idleTooLong);
        }

        @Override
        public void onStray() {
            body.onStray();
        }

        @Override
        public void onEnd() {
            body.onEnd();
        }
    }

    private TunedEngine engine() {
        return TunedEngine.withThreads(this::make, 20);
    }

    private static Map<Integer, String> rescuers() {
        return OsThreads.named("kworker/R-");
    }

    @Test
    void itIsThereFromTheWorkqueuesCreationToItsEnd() {
        try (TunedEngine engine = engine()) {
            Await.until(() -> rescuers().isEmpty(), RescuerThreadTest::rescuers);   // threads of the test before, which have been joined
            Workqueue valves = engine.cmwq().workqueue("valves").percpu().memReclaim().create();
            Workqueue legacy = engine.cmwq().createWorkqueue("a");
            Workqueue plain = engine.cmwq().workqueue("plain").percpu().create();
            assertEquals(List.of("kworker/R-a", "kworker/R-valve"), rescuers().values().stream().sorted().toList());
            int nice = OsThreads.nice(rescuers().keySet().iterator().next());
            assertTrue(nice == -18 || !engine.cmwq().snapshot().degraded().isEmpty(), () -> "nice is " + nice);
            valves.close();
            Await.until(() -> rescuers().size() == 1, RescuerThreadTest::rescuers);
            legacy.close();
            plain.close();
            Await.until(() -> rescuers().isEmpty(), RescuerThreadTest::rescuers);
        }
    }

    @Test
    void aWorkqueueWhoseRescuerCannotBeHadIsNotCreated() {
        noRescuers.set(true);
        try (TunedEngine engine = engine()) {
            var builder = engine.cmwq().workqueue("valves").percpu().memReclaim();
            var refused = assertThrows(IllegalStateException.class, builder::create);
            assertEquals("workqueue valves cannot be created: no thread could be had for its rescuer (unable to create native"
                    + " thread: simulated); let the process have more threads (LimitNPROC=, TasksMax=) or memory, or create it"
                    + " without memReclaim()", refused.getMessage());
            noRescuers.set(false);
            assertEquals("valves", builder.create().name());
        }
    }

    /** What its thread does for the first time takes memory, of which there may be none after that. */
    @Test
    void aWorkqueueIsThereWhenItsRescuerHasTakenItsFirstSteps() throws InterruptedException {
        Gate gate = new Gate();
        try (TunedEngine engine = engine()) {
            atStart = gate::pass;
            Thread creator = Thread.ofPlatform().start(() -> engine.cmwq().workqueue("valves").percpu().memReclaim().create());
            Await.until(() -> creator.getState() == Thread.State.WAITING, creator::getState);
            creator.interrupt();
            gate.open();
            creator.join();
            assertEquals(1, rescuers().size());
            atStart = () -> { };
            noCarriers.set(false);
        }
    }

    @Test
    void aWorkqueueWhoseRescuerEndsAtItsFirstStepIsNotCreated() {
        try (TunedEngine engine = engine()) {
            atStart = () -> {
                throw new OutOfMemoryError("simulated");
            };
            var refused = assertThrows(IllegalStateException.class, engine.cmwq().workqueue("valves").percpu().memReclaim()::create);
            assertEquals("workqueue valves cannot be created: no thread could be had for its rescuer (it ended at its first step);"
                    + " let the process have more threads (LimitNPROC=, TasksMax=) or memory, or create it without memReclaim()",
                    refused.getMessage());
        }
    }

    @Test
    void itRunsItemsWhereTheirPoolDoesAndGoesBack() throws InterruptedException {
        try (TunedEngine engine = engine()) {
            Workqueue valves = engine.cmwq().workqueue("valves").percpu().memReclaim().create();
            List<String> seen = new CopyOnWriteArrayList<>();
            Work look = Cmwq.work(() -> {
                seen.add(Thread.currentThread().getName());
                seen.add(OsThreads.status(CurrentThread.tid(), "Cpus_allowed_list"));
                seen.add(Boolean.toString(Thread.currentThread().isVirtual()));
            });
            valves.queueOn(CPU, look);
            look.flush();
            assertEquals(List.of("kworker/R-valve", Integer.toString(CPU), "false"), seen);
            String everywhere = OsThreads.status(OsThreads.main(), "Cpus_allowed_list");
            int tid = rescuers().keySet().iterator().next();
            Await.until(() -> OsThreads.status(tid, "Cpus_allowed_list").equals(everywhere),
                    () -> OsThreads.status(tid, "Cpus_allowed_list"));
            noCarriers.set(false);
        }
    }

    @Test
    void whatAnItemLeavesBehindOnItIsGoneForTheNext() throws InterruptedException {
        try (TunedEngine engine = engine(); EngineLog log = new EngineLog()) {
            Workqueue valves = engine.cmwq().workqueue("valves").percpu().memReclaim().create();
            Work leaves = Cmwq.work(() -> {
                LOCAL.set("left behind");
                Thread.currentThread().interrupt();
                throw new IllegalStateException("and throws");
            });
            AtomicBoolean interrupted = new AtomicBoolean();
            List<String> local = new CopyOnWriteArrayList<>();
            Work finds = Cmwq.work(() -> {
                interrupted.set(Thread.currentThread().isInterrupted());
                local.add(String.valueOf(LOCAL.get()));
            });
            valves.queueOn(CPU, leaves);
            valves.queueOn(CPU, finds);
            finds.flush();
            assertEquals(List.of("null"), local);
            assertEquals(false, interrupted.get());
            assertEquals(1, log.complaints("threw").size(), () -> log.complaints().toString());
            assertNull(Cmwq.currentWork());
            noCarriers.set(false);
        }
    }

    /** Its carriers have ended and left their idle workers, and it gets no thread to end these. */
    @Test
    void anEngineThatGetsNoThreadCanBeClosed() throws InterruptedException {
        noCarriers.set(false);
        try (TunedEngine engine = engine()) {
            Cmwq cmwq = engine.cmwq();
            Work work = Cmwq.work(() -> { });
            cmwq.schedule(work);
            work.flush();
            Await.until(() -> cmwq.snapshot().pools().stream().allMatch(pool -> pool.carriers() == 0), cmwq::snapshot);
            assertTrue(cmwq.snapshot().pools().stream().anyMatch(pool -> pool.workers() > 0));
            noCarriers.set(true);
        }
    }

    /** Items wait for each other through the rescuer, an unmarked one waits for a thread; then all is as always. */
    @Test
    void whenThreadsCanBeHadAgainAllGoesOn() throws InterruptedException {
        try (TunedEngine engine = engine()) {
            Cmwq cmwq = engine.cmwq();
            Workqueue valves = cmwq.workqueue("valves").unbound().memReclaim().create();
            Workqueue plain = cmwq.workqueue("plain").percpu().create();
            Gate first = new Gate();
            AtomicInteger rescued = new AtomicInteger();
            plain.queue(Cmwq.work(first::open));
            Work again = Cmwq.work(work -> {
                if (rescued.addAndGet(Cmwq.isRescuer() ? 1 : 0) < 50) {
                    valves.queue(work);
                }
            });
            valves.queue(again);
            Await.until(() -> rescued.get() == 50, rescued::get);
            assertTrue(!first.isOpen(), "the unmarked item has no thread");
            noCarriers.set(false);
            first.pass();
            Gate regular = new Gate();
            valves.queue(Cmwq.work(() -> {
                if (!Cmwq.isRescuer()) {
                    regular.open();
                }
            }));
            regular.pass();
        }
        assertTrue(refusals.get() > 1, "both kinds of failure");
    }
}
