package io.kedge.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two threads' meeting point in a test: one waits, with a deadline that only a defect reaches. */
public final class Gate {
    private final CountDownLatch latch;

    public Gate() {
        this(1);
    }

    public Gate(int times) {
        latch = new CountDownLatch(times);
    }

    public void open() {
        latch.countDown();
    }

    public boolean isOpen() {
        return latch.getCount() == 0;
    }

    /** Waits for it to open. */
    public void pass() {
        try {
            assertTrue(latch.await(EngineExtension.DEADLINE_SECONDS, TimeUnit.SECONDS), "the gate did not open");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted at a gate", interrupted);
        }
    }
}
