package io.kedge.runtime.work;

import java.util.stream.IntStream;

import io.kedge.runtime.Interleavings;
import io.kedge.runtime.work.WorkWord.Claim;
import io.kedge.runtime.work.WorkWord.Grab;
import io.kedge.runtime.work.WorkWord.Lift;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** All transitions of an item's word at once: it has one owner at a time, and each outcome is that of some order. */
@Param(name = "own", gen = ThreadIdGen.class)
public class WorkWordLincheck {
    private final WorkWord word = new WorkWord();
    private final boolean[] owns = new boolean[Interleavings.MOST_THREADS];   // each read and written by its thread
    private final Object poolLock = new Object();

    /** Armed: the place from which most ways lead. */
    public WorkWordLincheck() {
        word.claim();
        word.leaveTo(WorkWord.TIMER);
    }

    @Test
    void itsOutcomesAreThoseOfSomeOrder() {
        Interleavings.check(WorkWordLincheck.class);
    }

    @Operation
    public Claim claim(@Param(name = "own") int own) {
        Claim claim = word.claim();
        owns[own] |= claim == Claim.CLAIMED;
        return claim;
    }

    @Operation
    public Grab grab(@Param(name = "own") int own) {
        Grab grab = word.grab();
        owns[own] |= grab == Grab.WAS_IDLE || grab == Grab.WAS_ARMED;
        return grab;
    }

    /** The timer's thread is one. */
    @Operation(nonParallelGroup = "timer")
    public boolean fire(@Param(name = "own") int own) {
        boolean fired = word.fire();
        owns[own] |= fired;
        return fired;
    }

    @Operation
    public String letGo(@Param(name = "own") int own) {
        return leaveTo(own, WorkWord.IDLE);
    }

    @Operation
    public String arm(@Param(name = "own") int own) {
        return leaveTo(own, WorkWord.TIMER);
    }

    @Operation
    public String queue(@Param(name = "own") int own) {
        synchronized (poolLock) {
            return leaveTo(own, WorkWord.ACTIVE);
        }
    }

    /** A worker takes the item and enters its function. */
    @Operation
    public boolean start() {
        synchronized (poolLock) {
            if (word.place() != WorkWord.ACTIVE) {
                return false;
            }
            word.moveLocked(WorkWord.ACTIVE, WorkWord.ASSIGNED);
            word.moveLocked(WorkWord.ASSIGNED, WorkWord.IDLE);
            return true;
        }
    }

    @Operation
    public boolean takeOff(@Param(name = "own") int own) {
        synchronized (poolLock) {
            if (word.place() != WorkWord.ACTIVE) {
                return false;
            }
            word.moveLocked(WorkWord.ACTIVE, WorkWord.OWNED);
            owns[own] = true;
            return true;
        }
    }

    @Operation
    public boolean deepen(@Param(name = "own") int own) {
        return owns[own] && word.deepen();
    }

    @Operation
    public Lift lift() {
        return word.lift();
    }

    /** When all threads have ended. */
    @Validate
    public void ownedByOneOrByNobody() {
        long owners = IntStream.range(0, owns.length).filter(own -> owns[own]).count();
        if (owners != (word.place() == WorkWord.OWNED ? 1 : 0)) {
            throw new IllegalStateException(owners + " owners in place " + word.place());
        }
    }

    private String leaveTo(int own, int place) {
        if (!owns[own]) {
            return "not its owner";
        }
        if (place != WorkWord.IDLE && word.depth() != 0) {
            return "disabled";
        }
        owns[own] = false;
        return word.leaveTo(place) ? "missed" : "left";
    }
}
