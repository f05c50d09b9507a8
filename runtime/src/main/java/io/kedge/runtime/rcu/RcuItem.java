package io.kedge.runtime.rcu;

import io.kedge.runtime.api.RcuWork;
import io.kedge.runtime.api.WorkFunction;
import io.kedge.runtime.work.DelayTarget;
import io.kedge.runtime.work.FunctionProfile;
import io.kedge.runtime.work.WorkItem;
import org.jspecify.annotations.Nullable;

/** A work item that runs after a grace period. */
public final class RcuItem extends WorkItem implements RcuWork {
    private static final int NO_CPU = -1;

    private final RcuHead head = new RcuHead(this::graceEnded);   // C
    private @Nullable Rcu rcu;                                    // O   whose grace period it waited for last
    private @Nullable DelayTarget target;                         // O   workqueue to go to

    public RcuItem(WorkFunction function) {
        super(function);
    }

    public RcuItem(WorkFunction function, Class<?> functionClass) {
        super(function, functionClass);
    }

    /** With a profile that other items of the class do not share. */
    public RcuItem(WorkFunction function, FunctionProfile profile) {
        super(function, profile);
    }

    /** Has an item that the caller owns queued after a grace period. */
    public void waitOwned(Rcu forReaders, DelayTarget to) {
        rcu = forReaders;
        target = to;
        becomeWaiting();
        forReaders.request(head);
    }

    private void graceEnded() {
        endGrace();
        DelayTarget to = target;
        if (to == null) {
            letGo();
        } else {
            to.enqueueOwned(this, NO_CPU);
        }
    }

    @Override
    public boolean flush() throws InterruptedException {
        Rcu waitsFor = isWaiting() ? rcu : null;   // the word first: then what its owner wrote before is seen
        if (waitsFor != null) {
            waitsFor.synchronize();                // whose turn comes after this item's
        }
        return super.flush() || waitsFor != null;
    }
}
