package io.kedge.runtime.pool;

import java.util.BitSet;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.carrier.CarrierThread.Step;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.linux.CpuMask;
import io.kedge.runtime.work.FunctionProfile;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** R129 to R132: a pool calls the rescuer while that lies down, answers another pool, or is not needed any more. */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class MaydayStress {
    private static final MaydayPace AT_ONCE = new MaydayPace(1, 1);
    private static final String RAN = "1 started, 0 in flight";

    /** A rescuer whose thread is played. */
    private static final class Played implements CarrierRunner {
        private static final BitSet CPUS = BitSet.valueOf(new long[] {1});

        private final Rescuer rescuer = Rescuer.start("staged", CPUS, (station, body, refused) -> this, refused -> { });
        private volatile boolean granted;   // a wake-up that no wait has used up

        /** Takes steps until it would sleep, or ends. */
        Step goOn() {
            Step next;
            do {
                granted = false;
                do {
                    next = rescuer.step(false);
                } while (next == Step.AGAIN);
            } while (next == Step.WAIT && granted);
            return next;
        }

        /** {@return the same for one that was asleep, if it has been woken} */
        Step goOnIfWoken() {
            return granted ? goOn() : Step.WAIT;
        }

        @Override
        public void start() { }

        @Override
        public long cpuNanos() {
            return 0;
        }

        @Override
        public void wake() {
            granted = true;
        }

        @Override
        public boolean hasEnded() {
            return true;
        }

        @Override
        public void comeHome() { }

        @Override
        public void moveTo(CpuMask cpus) { }

        @Override
        public void awaitEnd(long millis) { }
    }

    /** The thread that plays the rescuer may have thread-locals of its own. */
    private static final class Deaf extends PoolStage.NoCrew {
        @Override
        public void itemLeft(FunctionProfile function, Share share, Strand.Left left) { }
    }

    /** A pool without a thread, in which an item waits that the rescuer may run. */
    private static final class Helpless extends PoolStage {
        Helpless(Played played) {
            super(true, 1, new Deaf());
            rescuedBy(played.rescuer);
            queue();
            nowNanos++;
        }

        /** What the timer's thread does. */
        void call() {
            pool.distress().turn(AT_ONCE);
        }
    }

    /** The rescuer looks and lies down. */
    @JCStressTest
    @Outcome(id = RAN, expect = Expect.ACCEPTABLE, desc = "the rescuer saw the call, or was woken by it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "neither saw the other: the item waits beside a rescuer that sleeps")
    @State
    public static class CallMeetsWait {
        private final Played played = new Played();
        private final Helpless pool = new Helpless(played);

        @Actor
        public void rescuer() {
            played.goOn();
        }

        @Actor
        public void timer() {
            pool.call();
        }

        @Arbiter
        public void look(L_Result result) {
            played.goOnIfWoken();
            result.r1 = pool.startedAndInFlight();
        }
    }

    /** The rescuer is about to answer a call, or has. */
    @JCStressTest
    @Outcome(id = RAN + ", " + RAN, expect = Expect.ACCEPTABLE, desc = "both were answered")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a call was lost, or answered twice")
    @State
    public static class CallMeetsAnswer {
        private final Played played = new Played();
        private final Helpless first = new Helpless(played);
        private final Helpless second = new Helpless(played);

        public CallMeetsAnswer() {
            first.call();
        }

        @Actor
        public void rescuer() {
            played.goOn();
        }

        @Actor
        public void timer() {
            second.call();
        }

        @Arbiter
        public void look(LL_Result result) {
            played.goOnIfWoken();
            result.r1 = first.startedAndInFlight();
            result.r2 = second.startedAndInFlight();
        }
    }

    /** The pool gets a thread while the rescuer comes. */
    @JCStressTest
    @Outcome(id = RAN + ", WAIT", expect = Expect.ACCEPTABLE, desc = "one of them ran it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both ran it, or nobody")
    @State
    public static class HelpMeetsRescue {
        private final Played played = new Played();
        private final Helpless pool = new Helpless(played);
        private final Carrier carrier = new Carrier(pool.pool);

        public HelpMeetsRescue() {
            pool.call();
        }

        @Actor
        public void rescuer(LL_Result result) {
            result.r2 = played.goOn();
        }

        @Actor
        public void carrier() {
            pool.pool.carriers().arrived(carrier);
            Step next = pool.step(carrier);
            if (next == Step.AGAIN) {
                pool.runToEndOfMount(carrier);
            }
        }

        @Arbiter
        public void look(LL_Result result) {
            played.goOnIfWoken();
            result.r1 = pool.startedAndInFlight();
        }
    }

    /** The workqueue is closed while the rescuer lies down. */
    @JCStressTest
    @Outcome(id = "END", expect = Expect.ACCEPTABLE, desc = "the rescuer saw it, or was woken by it")
    @Outcome(id = "WAIT", expect = Expect.FORBIDDEN, desc = "neither saw the other: who closes waits for a rescuer that sleeps")
    @State
    public static class EndMeetsWait {
        private final Played played = new Played();
        private Step last = Step.WAIT;

        @Actor
        public void rescuer() {
            last = played.goOn();
        }

        @Actor
        public void closer() {
            played.rescuer.end();
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = last == Step.END ? last : played.goOnIfWoken();
        }
    }
}
