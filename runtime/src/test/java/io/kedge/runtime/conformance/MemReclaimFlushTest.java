package io.kedge.runtime.conformance;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Items that are needed to free memory wait for others that may have to wait for memory. */
@ExtendWith(EngineExtension.class)
class MemReclaimFlushTest {

    /** What an item of one workqueue does to wait for an item of another. */
    @FunctionalInterface
    private interface Wait {
        void on(Workqueue target, Work awaited) throws Exception;
    }

    /** Has an item of the caller's workqueue wait for one of the target's that runs. @return the warnings about it */
    private static List<String> warnings(Workqueue caller, Workqueue target, Wait call) throws Exception {
        Gate entered = new Gate();
        Gate leave = new Gate();
        Work awaited = Cmwq.work(() -> {
            entered.open();
            leave.pass();
        });
        target.queue(awaited);
        entered.pass();
        AtomicReference<Thread> worker = new AtomicReference<>();
        try (EngineLog log = new EngineLog()) {
            caller.queue(Cmwq.work(self -> {
                worker.set(Thread.currentThread());
                call.on(target, awaited);
            }));
            Await.until(() -> worker.get() != null && worker.get().getState() == Thread.State.WAITING, () -> "it does not wait");
            leave.open();
            caller.flush();
            target.flush();
            return log.complaints("which is needed to free memory, waits");
        }
    }

    @Test
    @Conforms("R92")
    void waitingForAWorkqueueOrItemThatMayWaitForMemoryWarnsOnceEach(Cmwq cmwq) throws Exception {
        Workqueue freeing = cmwq.workqueue("freeing").percpu().memReclaim().create();
        Workqueue plain = cmwq.workqueue("plain").percpu().create();
        Workqueue another = cmwq.workqueue("another").unbound().create();
        assertEquals(
                List.of("an item of workqueue freeing, which is needed to free memory, waits for one of plain, which may have to"
                        + " wait for memory: create plain with memReclaim()"),
                warnings(freeing, plain, (target, awaited) -> target.flush()));
        assertEquals(1, warnings(freeing, another, (target, awaited) -> awaited.flush()).size());
        assertEquals(List.of(), warnings(freeing, plain, (target, awaited) -> awaited.flush()), "it has been said of plain");
        assertEquals(List.of(), warnings(freeing, another, (target, awaited) -> target.flush()));
    }

    @Test
    @Conforms("R92")
    void nobodyIsWarnedWhoCancelsOrWhoseTargetIsSafeOrWhoIsNotNeeded(Cmwq cmwq) throws Exception {
        Workqueue freeing = cmwq.workqueue("freeing").percpu().memReclaim().create();
        Workqueue safe = cmwq.workqueue("safe").percpu().memReclaim().create();
        Workqueue plain = cmwq.workqueue("plain").percpu().create();
        Workqueue legacy = cmwq.createWorkqueue("legacy");
        assertEquals(List.of(), warnings(freeing, plain, (target, awaited) -> awaited.cancelSync()));
        assertEquals(List.of(), warnings(freeing, safe, (target, awaited) -> awaited.flush()));
        assertEquals(List.of(), warnings(freeing, safe, (target, awaited) -> target.flush()));
        assertEquals(List.of(), warnings(legacy, plain, (target, awaited) -> awaited.flush()));
        assertEquals(List.of(), warnings(cmwq.workqueue("other").percpu().create(), plain, (target, awaited) -> target.flush()));
    }

    @Test
    @Conforms("R92")
    void whoFindsNothingToWaitForIsNotWarned(Cmwq cmwq) throws Exception {
        Workqueue freeing = cmwq.workqueue("freeing").percpu().memReclaim().create();
        Workqueue plain = cmwq.workqueue("plain").percpu().create();
        Work idle = Cmwq.work(() -> { });
        try (EngineLog log = new EngineLog()) {
            freeing.queue(Cmwq.work(self -> {
                plain.flush();
                idle.flush();
            }));
            freeing.flush();
            assertEquals(List.of(), log.complaints());
        }
    }
}
