package io.kedge.runtime.carrier;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.carrier.CarrierThread.Step;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** A carrier's thread with a body that counts. */
class CarrierThreadTest implements Body {
    private static final int NO_SUCH_CPU = 1_023;

    private volatile int steps;
    private volatile boolean ended;

    @Override
    public void onStart(int tid) { }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")   // one thread takes the steps
    public Step step(boolean idleTooLong) {
        steps++;
        return Step.END;
    }

    @Override
    public void onStray() { }

    @Override
    public void onEnd() {
        ended = true;
    }

    @Test
    void takesItsStepsAlsoIfThereIsNoMemoryToTellWhatTheKernelRefused() throws InterruptedException {
        BitSet cpus = new BitSet();
        cpus.set(NO_SUCH_CPU);
        CarrierThread thread = new CarrierThread(new Station("kcpu/test", cpus, 0, Long.MAX_VALUE), this, refusal -> {
            throw new OutOfMemoryError("simulated");
        });
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertFalse(thread.awaitRest(), "it ended without having waited");
        assertEquals(1, steps);
        assertEquals(true, ended);
    }
}
