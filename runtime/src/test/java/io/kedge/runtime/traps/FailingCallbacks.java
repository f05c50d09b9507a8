package io.kedge.runtime.traps;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.kedge.runtime.carrier.LoomStrand;
import io.kedge.runtime.carrier.Strand;
import io.kedge.runtime.carrier.StrandFactory;
import org.jspecify.annotations.Nullable;

/** Makes real strands whose call-back "it can run" fails once, on the thread that the test chooses. */
final class FailingCallbacks implements StrandFactory {

    /** What to throw, and on which thread. */
    private record Plan(Predicate<Thread> where, Supplier<Error> what) { }

    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
    private final List<String> failedOn = new CopyOnWriteArrayList<>();

    /** Has the next call-back fail that comes on a thread like this. */
    void failOnce(Predicate<Thread> where, Supplier<Error> what) {
        plan.set(new Plan(where, what));
    }

    /** {@return the names of the threads on which a call-back failed} */
    List<String> failedOn() {
        return failedOn;
    }

    @Override
    public Strand make(String name, Strand.Owner owner) {
        return LoomStrand.make(name, new FailingOwner(owner));
    }

    private void failIfPlanned() {
        Plan seen = plan.get();
        Thread caller = Thread.currentThread();
        if (seen != null && seen.where().test(caller) && plan.compareAndSet(seen, null)) {
            failedOn.add(caller.getName());
            throw seen.what().get();
        }
    }

    private final class FailingOwner implements Strand.Owner {
        private final Strand.Owner owner;

        FailingOwner(Strand.Owner owner) {
            this.owner = owner;
        }

        @Override
        public void live() {
            owner.live();
        }

        @Override
        public void runnable() {
            failIfPlanned();
            owner.runnable();
        }

        @Override
        public void runnableFailed(Throwable thrown) {
            owner.runnableFailed(thrown);
        }
    }
}
