package io.kedge.runtime.watch;

import java.util.List;

import io.kedge.runtime.linux.ThreadProbe;
import io.kedge.runtime.pool.PoolStage;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** R49, pair TICK_SLEEP: work begins to wait while the tick lies down. One of the two must see the other. */
public class TickSleepStress {

    /** Tells the tick, and keeps whether that woke it. */
    private static final class TellsTick extends PoolStage.NoCrew {
        private @Nullable Tick tick;
        private boolean woke;

        @Override
        public void workWaits() {
            woke = tick != null && tick.turnOn();
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = Expect.ACCEPTABLE,
            desc = "the work came first; the tick saw it and stays awake")
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the tick lay down, then the work came and woke it")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "each saw the other")
    @Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "neither saw the other: work waits and nobody looks")
    @State
    public static class WorkMeetsSleep {
        private final TellsTick crew = new TellsTick();
        private final PoolStage stage = new PoolStage(true, 1, crew);
        private final Tick tick = new Tick(List.of(stage.pool), new HogPace(0), new HogReports(0, new HogPace(0)), ThreadProbe::of, () -> { });

        public WorkMeetsSleep() {
            crew.tick = tick;
            tick.turnOn();
        }

        @Actor
        public void tick(ZZ_Result result) {
            result.r1 = tick.fallsAsleep();
        }

        @Actor
        public void submitter() {
            stage.queue();
        }

        @Arbiter
        public void look(ZZ_Result result) {
            result.r2 = crew.woke;
        }
    }
}
