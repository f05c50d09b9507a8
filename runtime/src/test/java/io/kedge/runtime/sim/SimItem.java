package io.kedge.runtime.sim;

import java.time.Duration;

import io.kedge.runtime.pool.PoolBooks;
import io.kedge.runtime.timer.DelayedItem;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.Places;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** An item of a simulation, and what the model knows of it: how often it must run, and in which order. */
final class SimItem {
    final String name;
    final SimQueue home;           // where it is queued, but for one that migrates
    final boolean migrates;
    final WorkItem work;
    final @Nullable DelayedItem delayed;
    private final Script script;
    private final FunctionProfile profile;
    int accepted;                  // instances that a call promised to run
    int takenBack;                 // of these, by a cancel or disable that said so
    int takingBack;                // calls begun that may take one back
    int dropped;                   // of these, by a workqueue that is being drained
    int started;
    int ended;
    int disables;                  // calls that an enable must answer
    long queuedAs;                 // number of the latest queueing in the simulation
    boolean wasElsewhere;          // it was queued on another workqueue, or re-initialised while it ran: it may overlap (R21)
    int syncs;                     // threads in cancelSync, whose disable() is to be undone
    int lastPlace;                 // after the latest step
    boolean fired;                 // the timer owns it, and is about to queue it
    boolean frozenOut;             // was not active when the engine was frozen
    long rescuedAtStep;            // latest step in which a rescuer entered it
    int armedFor = -1;             // CPU that it shall go to when its delay is over
    long queuedStep;               // in which a call put it there
    long startedNanos;             // of the latest run
    long deadlineNanos;            // by which each run shall have ended; 0: by none
    int placeBefore;               // after the step before that
    @Nullable Routine lastWorker;  // that runs it, or ran it last
    @Nullable SimQueue queue;      // on whose behalf it runs, or ran last

    SimItem(String name, SimQueue home, boolean migrates, boolean timed, Script script) {
        this.name = name;
        this.home = home;
        this.migrates = migrates;
        this.script = script;
        this.profile = new FunctionProfile(name);
        this.delayed = timed ? new DelayedItem(work -> script.run(this), profile) : null;
        this.work = delayed != null ? delayed : new WorkItem(work -> script.run(this), profile);
    }

    /** A call has queued it, or armed it. */
    void queued(long number, long step) {
        queuedAs = number;
        queuedStep = step;
    }

    /** Each run that is queued from now on shall have ended within this time. */
    void shallEndWithin(long nanos) {
        deadlineNanos = nanos;
        work.deadline(Duration.ofNanos(nanos));
    }

    /** Gives it a function that does the same, and is another one. */
    void reinitialise() {
        work.init(again -> script.run(this), profile);
    }

    int place() {
        return Places.of(work);
    }

    boolean isOwned() {
        return place() == Places.OWNED || place() == Places.POSTED && !PoolBooks.hasInBox(work);
    }

    /** {@return whether a workqueue has it; not yet, while who posts it has claimed it and not put it in the box} */
    boolean isQueued() {
        return place() > Places.TIMER && place() != Places.POSTED;
    }

    boolean isRunning() {
        return started > ended;
    }

    /** {@return instances that must have ended when a flush that begins now returns} */
    int instancesUntilNow() {
        return started + (place() > Places.TIMER && !isOwned() ? 1 : 0);
    }

    /** {@return the broken law at the end of a simulation, null if it ran as often as was promised} */
    @Nullable String violationAtEnd() {
        if (place() != Places.IDLE || Places.depth(work) != disables) {
            return name + " is not idle at the end: " + work;
        }
        int runs = accepted - takenBack - dropped;
        return started == runs && ended == runs ? null
                : name + " was accepted " + accepted + " times, taken back " + takenBack + " times, dropped " + dropped
                        + " times, and ran " + started + " times, ended " + ended + " times (R1)";
    }

    @Override
    public String toString() {
        return name;
    }
}
