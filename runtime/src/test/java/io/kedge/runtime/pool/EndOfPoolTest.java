package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Strand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

/** The end of a pool takes every worker with it. */
class EndOfPoolTest {

    /** A strand that does nothing by itself. */
    private static final class Still implements Strand {
        @Override
        public void start() { }

        @Override
        public void mount() { }

        @Override
        public void yield() { }

        @Override
        public @Nullable Left reset() {
            return null;
        }
    }

    /** Counts how often a carrier is asked for. */
    private static final class CountingCrew extends PoolStage.NoCrew {
        private int wanted;

        @Override
        public void carrierWanted() {
            wanted++;
        }
    }

    @Test
    void aWorkerThatCanRunOnlyAfterTheEndGetsACarrierToDieOn() {
        CountingCrew crew = new CountingCrew();
        PoolStage stage = new PoolStage(true, 1, crew);
        stage.pool.carriers().beginEnd();
        Worker late = new Worker(stage.pool, 0, false, (name, owner) -> new Still());
        late.runnable();   // as after a call-back that failed and was repeated
        assertEquals(1, crew.wanted, "a carrier is asked for");
        Carrier carrier = stage.newCarrier();
        assertEquals(Step.AGAIN, stage.step(carrier), "the carrier takes it up");
        assertSame(late, carrier.mounted);
        assertNull(stage.pool.next(late), "it is to end");
        assertEquals(WorkerState.DEAD, late.state());
        assertEquals(Step.END, stage.step(carrier), "and the carrier after it");
        assertEquals(0, stage.pool.stats().workers());
    }
}
