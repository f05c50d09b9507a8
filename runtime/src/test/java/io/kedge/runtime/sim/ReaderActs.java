package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.api.ReadSections;
import io.kedge.runtime.api.ReadSections.Section;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.rcu.RcuItem;
import io.kedge.runtime.sim.Routine.Pause;
import io.kedge.runtime.work.FunctionProfile;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Read sections, and items that run after a grace period: none of the sections that existed when one was queued is left. */
final class ReaderActs {
    private static final int ITEMS = 2;
    private static final long MICRO = 1_000;

    private final Simulation simulation;
    private final Dice dice;
    private final ReadSections sections;
    private final Workqueue workqueue;                   // of their own: the oracle of the others does not know these items
    private final List<Freeing> items = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();   // numbers of the sections under way
    private long entered;

    /** An item, and the sections that it must wait for. */
    private final class Freeing {
        private final RcuItem work = new RcuItem(self -> run(), new FunctionProfile("freeing"));
        private final List<Long> waitsFor = new ArrayList<>();
        private int accepted;
        private int runs;

        private void run() {
            runs++;
            for (Long section : waitsFor) {
                check(!open.contains(section), "grace-period work runs while a section is open that existed at its queueing (R127)");
            }
            simulation.progress();
        }
    }

    ReaderActs(Simulation simulation) {
        this.simulation = simulation;
        this.dice = simulation.dice;
        this.sections = simulation.engine().readSections();
        this.workqueue = simulation.engine().workqueue("freeing").percpu().create();
        for (int i = 0; i < ITEMS; i++) {
            items.add(new Freeing());
        }
    }

    /** Enters sections, stays for a while, leaves. */
    void readersLife() {
        for (int times = dice.between(1, 6); times > 0; times--) {
            stay();
            Section section = sections.enter();
            Long number = ++entered;
            open.add(number);
            stay();
            if (dice.oneIn(3)) {
                Section inner = sections.enter();
                stay();
                inner.close();
            }
            open.remove(number);
            section.close();
            simulation.progress();
        }
    }

    /** Queues what shall be freed. */
    void writersLife() {
        for (int times = dice.between(1, 6); times > 0; times--) {
            stay();
            queue(items.get(dice.below(items.size())));
            simulation.progress();
        }
    }

    private void queue(Freeing item) {
        boolean pending = item.work.pending();
        List<Long> existing = new ArrayList<>(open);
        item.accepted += pending ? 0 : 1;   // before the call: without a section it runs the grace period's end itself
        if (!pending) {
            item.waitsFor.clear();
            item.waitsFor.addAll(existing);
        }
        boolean queued = workqueue.queueRcu(item.work);
        check(queued != pending, "queueRcu said " + queued + " of an item that was " + (pending ? "" : "not ") + "pending (R127)");
        simulation.coverage.saw(pending ? Seen.RCU_WAS_PENDING
                : existing.isEmpty() ? Seen.RCU_QUEUED_WITHOUT_SECTIONS : Seen.RCU_WAITED_FOR_SECTIONS);
    }

    /** {@return the broken law at the end of a simulation, null if each ran as often as was promised} */
    @Nullable String violationAtEnd() {
        for (Freeing item : items) {
            if (item.work.busy() || item.runs != item.accepted) {
                return "grace-period work was accepted " + item.accepted + " times and ran " + item.runs + " times (R127)";
            }
        }
        return null;
    }

    private void stay() {
        requireNonNull(simulation.current, "a reader").pause(Pause.COMPUTES, dice.below(4_000) * MICRO);
    }

    private void check(boolean holds, String law) {
        if (!holds) {
            simulation.fail(new Violation(law));
        }
    }
}
