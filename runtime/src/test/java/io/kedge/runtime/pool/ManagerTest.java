package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.carrier.CarrierThread;
import io.kedge.runtime.carrier.CarrierThread.Step;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/** Who makes the workers of a pool: one at a time, and again after a while if none could be had. */
class ManagerTest {

    /** Takes what goes wrong, as an engine does. */
    private static final class LenientCrew extends PoolStage.NoCrew {
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void callbackFailed(Throwable thrown) {
            failures.add(thrown);
        }
    }

    private final LenientCrew crew = new LenientCrew();
    private final PoolStage stage = new PoolStage(false, 2, crew);

    /** The second carrier steps while the first one makes a worker: it neither makes one nor waits for it. */
    @Test
    @Conforms("R57")
    void whileOneCarrierMakesAWorkerAnotherMakesNone() {
        Carrier first = stage.newCarrier();
        Carrier second = stage.newCarrier();
        List<Step> seconds = new ArrayList<>();
        List<String> made = new ArrayList<>();
        stage.whenMadeAWorker = name -> {
            made.add(name);
            if (made.size() == 1) {
                seconds.add(stage.step(second));
            }
        };
        stage.queue();
        stage.queue();
        stage.step(first);
        assertEquals(List.of(Step.RETRY), seconds, "nobody is idle yet, and another one is the manager");
        assertEquals(List.of("kworker/u0:0", "kworker/u0:1"), made);
        assertNotNull(first.mounted);
    }

    @Test
    @Conforms("R56")
    void theLastIdleWorkerIsTakenWhileSomebodyMakesAnotherOne() {
        Carrier first = stage.newCarrier();
        Carrier second = stage.newCarrier();
        Carrier third = stage.newCarrier();
        stage.queue();
        stage.queue();
        stage.step(first);   // makes two, takes one
        stage.whenMadeAWorker = name -> stage.step(third);
        stage.step(second);
        assertNotNull(third.mounted);
        assertEquals(Step.PARK, stage.step(second), "its slot is taken");
        assertEquals(1, stage.pool.stats().idle(), "the one that was made");
    }

    @Test
    @Conforms("R58")
    void afterAFailureItIsTriedAgainWhenASecondHasPassed() {
        Carrier carrier = stage.newCarrier();
        List<String> attempts = new ArrayList<>();
        stage.whenMadeAWorker = name -> {
            attempts.add(name);
            throw new OutOfMemoryError("staged");
        };
        stage.queue();
        assertEquals(Step.RETRY, stage.step(carrier));
        stage.nowNanos += CarrierThread.COOLDOWN_NANOS - 1;
        assertEquals(Step.RETRY, stage.step(carrier));
        assertEquals(1, attempts.size(), "attempts in the first second");
        stage.nowNanos++;
        assertEquals(Step.RETRY, stage.step(carrier));
        assertEquals(List.of("kworker/u0:0", "kworker/u0:0"), attempts, "the number was given back");
        assertEquals(2, crew.failures.size());
        stage.whenMadeAWorker = name -> { };
        stage.nowNanos += CarrierThread.COOLDOWN_NANOS;
        assertEquals(Step.AGAIN, stage.step(carrier), "it is made at last");
    }
}
