package io.kedge.runtime.blocking;

import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.Await;
import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import io.kedge.runtime.TunedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bracket around a native call that sleeps hands the slot off at once, without the tick. */
@ExtendWith(EngineExtension.class)
class BracketTest {
    private final Gate release = new Gate();

    /** The function fails the item, not the test: what it throws is told to the test. */
    private static void call(Runnable call) {
        try {
            Blocking.call(() -> {
                call.run();
                return null;
            });
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    @Conforms("R44")
    void anAnnouncedCallHandsTheSlotOffAtOnce(Cmwq cmwq) {
        try (var pipe = new Native.Pipe()) {
            Scene scene = new Scene(cmwq);
            scene.start(() -> {
                scene.enter();
                scene.spinUntilSuccessorWaits();
                call(pipe::awaitData);
                scene.leave();
            });
            scene.successorRuns(pipe::write);
            assertEquals(1, scene.pool().handOffsBracket(), () -> "the bracket handed the slot off: " + scene.pool());
            assertEquals(0, scene.pool().handOffsHog(), () -> "not the tick: " + scene.pool());
        }
    }

    /** Inside the bracket the item spins: nothing but the bracket lets the successor run, for no item is a hog here. */
    @Test
    @Conforms("R44")
    void theSlotStaysWithOthersUntilTheOutermostBracketEnds() {
        try (var engine = TunedEngine.withoutHogs()) {
            Scene scene = new Scene(engine.cmwq());
            Gate innerEnded = new Gate();
            scene.start(() -> {
                scene.enter();
                call(() -> {
                    call(() -> { });
                    innerEnded.open();
                    Scene.spinUntil(release);
                });
                scene.leave();
            });
            innerEnded.pass();
            scene.successorRuns();
            scene.assertNobodyIsCounted();
            release.open();
            scene.awaitEnd();
        }
    }

    @Test
    void aWorkerBehindItsBracketCountsAgain() {
        try (var engine = TunedEngine.withoutHogs()) {
            Scene scene = new Scene(engine.cmwq());
            Gate bracketMayEnd = new Gate();
            scene.start(() -> {
                scene.enter();
                call(() -> Scene.spinUntil(bracketMayEnd));
                Scene.spinUntil(release);
                scene.leave();
            });
            scene.successorRuns();
            bracketMayEnd.open();
            Await.until(() -> scene.pool().running() == 1, scene::pool);
            release.open();
            scene.awaitEnd();
        }
    }

    /** The sleep gives the carrier back; behind it the worker is in the bracket still and needs no slot. */
    @Test
    void aBracketLastsOverASleepInsideIt() {
        try (var engine = TunedEngine.withoutHogs()) {
            Scene scene = new Scene(engine.cmwq());
            Gate slept = new Gate();
            scene.start(() -> {
                scene.enter();
                call(() -> {
                    LockSupport.parkNanos(Scene.LONG.toNanos());
                    slept.open();
                    Scene.spinUntil(release);
                });
                scene.leave();
            });
            LockSupport.unpark(scene.awaitParked());
            slept.pass();
            scene.successorRuns();
            release.open();
            scene.awaitEnd();
        }
    }

    @Test
    @Conforms("R44")
    void outsideAWorkerItIsAPlainCall(Cmwq cmwq) throws Exception {
        assertEquals("result", Blocking.call(() -> "result"));
        assertEquals("nested", Blocking.call(() -> Blocking.call(() -> "nested")));
        assertThrows(java.io.IOException.class, () -> Blocking.call(() -> {
            throw new java.io.IOException("thrown");
        }));
        Gate virtualRan = new Gate();
        Thread.ofVirtual().start(() -> call(virtualRan::open));
        virtualRan.pass();
        assertTrue(cmwq.snapshot().pools().stream().allMatch(pool -> pool.handOffsBracket() == 0 && pool.mounts() == 0));
    }

    @Test
    void aCallThatThrowsEndsItsBracket(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            assertThrows(IllegalStateException.class, () -> Blocking.call(() -> {
                throw new IllegalStateException("thrown");
            }));
            Scene.spinUntil(release);
            scene.leave();
        });
        assertEquals(1, scene.pool().running(), () -> "it counts again: " + scene.pool());
        release.open();
        scene.awaitEnd();
    }

    /** The third run of a function that the tick has caught twice hands its slot off from its start, as a bracket does. */
    @Test
    void aFunctionCaughtAsleepTwiceStartsLikeABracket(Cmwq cmwq) {
        try (var pipe = new Native.Pipe()) {
            for (int run = 1; run <= 3; run++) {
                Scene scene = new Scene(cmwq, "run" + run);
                Runnable sleeps = () -> {
                    scene.enter();
                    pipe.awaitData();
                    scene.leave();
                };
                long before = scene.pool().handOffsNative();
                scene.start(sleeps);
                scene.successorRuns(pipe::write);
                assertEquals(run <= 2, scene.pool().handOffsNative() > before, () -> "caught by the tick twice: " + scene.pool());
                pipe.drain();
            }
        }
    }
}
