package io.kedge.runtime.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Kinds of blocking that keep the carrier: the tick finds out and hands the slot to another one, so that the next item of
 * the CPU runs while the first is inside.
 *
 * <p>Each blocker is a lambda of its own: the engine learns by class which functions sleep in native code.
 */
@ExtendWith(EngineExtension.class)
class HandsItsSlotOffTest {
    private static final int ATTEMPTS = 5;
    private static final Gate INITIALISE = new Gate();

    private final Gate released = new Gate();

    /** The successor must run while the blocker is inside, and the tick must have seen to it. */
    private static void assertHandedOff(Scene scene, Runnable release) {
        scene.successorRuns(release);
        assertTrue(scene.pool().handOffsNative() > 0, () -> "found asleep in native code: " + scene.pool());
        assertTrue(scene.pool().carriers() > 1, () -> "another carrier took the slot: " + scene.pool());
    }

    @Test
    void openingAFifoHandsItsSlotOff(Cmwq cmwq, @TempDir Path directory) throws Exception {
        Path fifo = Native.mkfifo(directory);
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            try (InputStream in = Files.newInputStream(fifo)) {
                assertEquals(-1, in.read());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            scene.leave();
        });
        assertHandedOff(scene, () -> write(fifo));
    }

    @Test
    void readingAFifoHandsItsSlotOff(Cmwq cmwq, @TempDir Path directory) throws Exception {
        Path fifo = Native.mkfifo(directory);
        Scene scene = new Scene(cmwq);
        Gate opened = new Gate();
        scene.start(() -> {
            scene.enter();
            try (InputStream in = Files.newInputStream(fifo)) {
                opened.open();
                assertEquals('x', in.read());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            scene.leave();
        });
        try (OutputStream out = Files.newOutputStream(fifo)) {
            opened.pass();
            assertHandedOff(scene, () -> write(out));
        }
    }

    @Test
    void aForeignCallThatPollsHandsItsSlotOff(Cmwq cmwq) {
        try (var pipe = new Native.Pipe()) {
            Scene scene = new Scene(cmwq);
            scene.start(() -> {
                scene.enter();
                pipe.awaitData();
                scene.leave();
            });
            assertHandedOff(scene, pipe::write);
        }
    }

    @Test
    void aForeignCallThatSleepsHandsItsSlotOff(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            while (!released.isOpen()) {
                Native.usleep(50_000);
            }
            scene.leave();
        });
        assertHandedOff(scene, released::open);
    }

    /** A class that is not initialised before the test says so. */
    private static final class SlowToInitialise {
        static final int VALUE = waitForTheTest();

        private static int waitForTheTest() {
            INITIALISE.pass();
            return 7;
        }
    }

    @Test
    void aClassInitialiserThatWaitsHandsItsSlotOff(Cmwq cmwq) {
        Scene scene = new Scene(cmwq);
        scene.start(() -> {
            scene.enter();
            assertEquals(7, SlowToInitialise.VALUE);
            scene.leave();
        });
        assertHandedOff(scene, INITIALISE::open);
    }

    /**
     * Starts such an item with a successor behind it until the tick finds it to be a hog. Once, but for a loaded machine,
     * where the tick may take a busy carrier for asleep (DESIGN, "How the tick knows").
     */
    private static void assertIsFoundToBeAHog(Cmwq cmwq, Consumer<Gate> burn) {
        boolean found = false;
        for (int attempt = 0; attempt < ATTEMPTS && !found; attempt++) {
            Scene scene = new Scene(cmwq, "attempt" + attempt);
            Gate released = new Gate();
            scene.start(() -> {
                scene.enter();
                burn.accept(released);
                scene.leave();
            });
            scene.successorRuns(() -> {
                scene.assertNobodyIsCounted();
                released.open();
            });
            found = scene.pool().handOffsHog() == 1 && scene.stats().cpuIntensive() == 1;
        }
        assertTrue(found, () -> "found to burn its CPU: " + cmwq.snapshot());
    }

    @Test
    @Conforms({"R49", "R51"})
    void anItemThatBurnsItsCpuHandsItsSlotOffAsAHog(Cmwq cmwq) {
        assertIsFoundToBeAHog(cmwq, Scene::spinUntil);
    }

    @Test
    @Conforms("R49")
    void anItemThatSpinsWithYieldHandsItsSlotOffAsAHog(Cmwq cmwq) {
        assertIsFoundToBeAHog(cmwq, released -> {
            long startNanos = System.nanoTime();
            while (!released.isOpen() && System.nanoTime() - startNanos < Scene.LONG.toNanos()) {
                Thread.yield();
            }
        });
    }

    /** Opens the FIFO for writing and closes it again: its reader sees the end. */
    private static void write(Path fifo) {
        try {
            Files.newOutputStream(fifo).close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(OutputStream out) {
        try {
            out.write('x');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
