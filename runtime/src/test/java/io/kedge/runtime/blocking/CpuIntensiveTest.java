package io.kedge.runtime.blocking;

import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Items of a CPU_INTENSIVE workqueue stay out of concurrency management from their start. */
@ExtendWith(EngineExtension.class)
class CpuIntensiveTest {
    private final Gate release = new Gate();

    @AfterEach
    void release() {
        release.open();
    }

    private Gate startSpinning(Workqueue queue, int cpu) {
        Gate started = new Gate();
        queue.queueOn(cpu, Cmwq.work(() -> {
            started.open();
            Scene.spinUntil(release);
        }));
        return started;
    }

    @Test
    @Conforms("R47")
    void itDoesNotHoldBackOthersOfItsCpu(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        Workqueue intensive = cmwq.workqueue("intensive").percpu().cpuIntensive().create();
        startSpinning(intensive, scene.cpu).pass();
        startSpinning(intensive, scene.cpu).pass();
        Gate normalRan = new Gate();
        scene.queue.queueOn(scene.cpu, Cmwq.work(normalRan::open));
        normalRan.pass();
        Await.until(() -> scene.stats().completed() == 1, scene::stats);
        Await.until(() -> scene.pool().running() == 0, scene::pool);
    }

    /** Two ordinary hogs make the tick look at all carriers, that of the CPU_INTENSIVE item too: it must not be marked. */
    @Test
    @Conforms("R49")
    void itIsNeverFoundToBeCpuIntensive(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        Workqueue intensive = cmwq.workqueue("intensive").percpu().cpuIntensive().create();
        startSpinning(intensive, scene.cpu).pass();
        List<Gate> hogs = IntStream.range(0, 3).mapToObj(i -> startSpinning(scene.queue, scene.cpu)).toList();
        hogs.forEach(Gate::pass);
        assertEquals(0, scene.stats(intensive).cpuIntensive(), () -> "it said so itself: " + scene.stats(intensive));
        assertEquals(2, scene.stats().cpuIntensive(), () -> "the first two lost the slot: " + scene.stats());
        assertEquals(2, scene.pool().handOffsHog(), () -> "two slots were handed off: " + scene.pool());
    }
}
