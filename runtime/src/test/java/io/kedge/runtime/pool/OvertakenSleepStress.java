package io.kedge.runtime.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * R30, R43: an item has fallen asleep. Its wake-up comes while its carrier notes the end of the mount, or before. Both
 * orders must leave the same counts, busy entry and slot holder.
 */
@SuppressWarnings("this-escape")   // a state sets its stage in its constructor
public class OvertakenSleepStress {
    private static final String AT_REST = "running=0 busy=0 waiting=0 in flight=0 slots held=0";

    /** A worker that runs an item, on a carrier whose mount has ended and is not settled. */
    static class Asleep extends PoolStage {
        final Carrier carrier;
        final Worker worker;

        Asleep(boolean managed, int slots) {
            super(managed, slots, new NoCrew());
            carrier = newCarrier();
            queue();
            step(carrier);
            Worker mounted = carrier.mounted;
            if (mounted == null || pool.next(mounted) == null) {
                throw new AssertionError("the stage is not set: " + books());
            }
            worker = mounted;
        }

        /** {@return where the worker is, after its wake-up} */
        final String whereabouts(Carrier other) {
            if (other.mounted == worker) {
                return "other";
            }
            if (carrier.mounted == worker) {
                return "own";
            }
            return carrier.hasSlot && !carrier.idle ? "called" : "nobody";
        }
    }

    /** A bound pool: the worker goes on on the same carrier, which is called if it lay down. */
    @JCStressTest
    @Outcome(id = "AGAIN, mounted counted=true slot=true", expect = Expect.ACCEPTABLE,
            desc = "woken first: the carrier mounts it again")
    @Outcome(id = "PARK, called counted=true slot=true", expect = Expect.ACCEPTABLE,
            desc = "noted asleep first, then woken: the carrier is called")
    @Outcome(expect = Expect.FORBIDDEN, desc = "asleep for ever, not counted, or without the slot")
    @State
    public static class SameCarrier extends Asleep {

        public SameCarrier() {
            super(true, 1);
        }

        @Actor
        public void carrier(LL_Result result) {
            result.r1 = step(carrier);
        }

        @Actor
        public void wakeUp() {
            worker.runnable();
        }

        @Arbiter
        public void look(LL_Result result) {
            String where = carrier.mounted == worker ? "mounted" : carrier.idle ? "idle" : "called";
            result.r2 = where + " counted=" + worker.counted + " slot=" + carrier.hasSlot;
        }
    }

    /** R46: another item waits: it may start if the sleep is noted first, and only then. */
    @JCStressTest
    @Outcome(id = "resumed, woken=0 " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "woken first: the item goes on, the other one waits for it")
    @Outcome(id = "another, woken=1 " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "noted asleep first: the other item starts")
    @Outcome(id = "resumed, woken=1 " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "noted asleep first; woken while a worker for the other item was being made, and goes ahead of it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none, or a count, the busy entry or the slot was lost")
    @State
    public static class AnotherItemWaits extends Asleep {

        public AnotherItemWaits() {
            super(true, 1);
            queue();
        }

        @Actor
        public void carrier(LL_Result result) {
            step(carrier);
            result.r1 = carrier.mounted == worker ? "resumed" : carrier.mounted == null ? "none" : "another";
        }

        @Actor
        public void wakeUp() {
            worker.runnable();
        }

        @Arbiter
        public void look(LL_Result result) {
            int woken = woken();
            runAll(carrier);
            result.r2 = "woken=" + woken + " " + books();
        }
    }

    /**
     * An unbound pool with two slots: another carrier mounts the woken worker, whose old mount is settled afterwards
     * or before.
     */
    @JCStressTest
    @Outcome(id = "other, MOUNTED " + AT_REST, expect = Expect.ACCEPTABLE, desc = "the other carrier has it")
    @Outcome(id = "own, MOUNTED " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "its own carrier was quicker and has it")
    @Outcome(expect = Expect.FORBIDDEN,
            desc = "noted asleep while it is mounted: a count, the busy entry or a slot is lost")
    @State
    public static class OtherCarrierMounts extends Asleep {
        private final Carrier other;

        public OtherCarrierMounts() {
            super(false, 2);
            other = newCarrier();
            step(other);
        }

        @Actor
        public void carrier() {
            step(carrier);
        }

        @Actor
        public void wakeUp() {
            worker.runnable();
            step(other);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = whereabouts(other);
            String state = worker.state().toString();
            runAll(carrier, other);
            result.r2 = state + " " + books();
        }
    }

    /** As above, and the other carrier runs the item to its end. */
    @JCStressTest
    @Outcome(id = "true, " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "the other carrier ran it, before or after the sleep was noted")
    @Outcome(id = "false, " + AT_REST, expect = Expect.ACCEPTABLE, desc = "its own carrier was quicker")
    @Outcome(expect = Expect.FORBIDDEN, desc = "asleep for ever, or a count, the busy entry or a slot was lost")
    @State
    public static class OtherCarrier extends Asleep {
        private final Carrier other;

        public OtherCarrier() {
            super(false, 2);
            other = newCarrier();
            step(other);
        }

        @Actor
        public void carrier() {
            step(carrier);
        }

        @Actor
        public void wakeUp(LL_Result result) {
            worker.runnable();
            step(other);
            result.r1 = other.mounted == worker;
            runToEndOfMount(other);
            step(other);
        }

        @Arbiter
        public void look(LL_Result result) {
            runAll(carrier, other);
            result.r2 = books();
        }
    }

    /**
     * R45: a bound pool whose slot was given up by a bracket: another carrier mounts the worker woken inside
     * the bracket, which goes on aside: it is not counted, and holds no slot.
     */
    @JCStressTest
    @Outcome(id = "other, MOUNTED false " + AT_REST, expect = Expect.ACCEPTABLE, desc = "the other carrier has it")
    @Outcome(id = "own, MOUNTED false " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "its own carrier was quicker and has it")
    @Outcome(id = "called, RESUMED false " + AT_REST, expect = Expect.ACCEPTABLE,
            desc = "its own carrier lay down first and was called")
    @Outcome(expect = Expect.FORBIDDEN,
            desc = "counted inside its bracket, or the slot is lost")
    @State
    public static class InsideBracket extends Asleep {
        private final Carrier other;

        public InsideBracket() {
            super(true, 1);
            other = newCarrier();
            step(other);
            pool.lock();
            worker.brackets = 1;
            worker.blocked = true;
            pool.concurrency.stepAside(worker);
            pool.unlockAndWake();
        }

        @Actor
        public void carrier() {
            step(carrier);
        }

        @Actor
        public void wakeUp() {
            worker.runnable();
            step(other);
        }

        @Arbiter
        public void look(LL_Result result) {
            result.r1 = whereabouts(other);
            String state = worker.state() + " " + worker.counted;
            runAll(carrier, other);
            result.r2 = state + " " + books();
        }
    }
}
