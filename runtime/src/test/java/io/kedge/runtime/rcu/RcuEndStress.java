package io.kedge.runtime.rcu;

import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.api.ReadSections.Section;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Readers leave and enter while a grace period begins: it is neither forgotten nor too short. */
public class RcuEndStress {

    /** pair RCU_END: the last section ends while a grace period begins. One of the two must see the other. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one of the two ended the grace period")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the request is forgotten, or done twice")
    @State
    public static class LastSectionEnds {
        private final Rcu rcu = new Rcu();
        private final Section section = rcu.enter();
        private final AtomicInteger done = new AtomicInteger();

        @Actor
        public void reader() {
            section.close();
        }

        @Actor
        public void writer() {
            rcu.request(new RcuHead(done::incrementAndGet));
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = done.get();
        }
    }

    /** Two requests at once, one section under way that a third thread ends. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both were done")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a request is forgotten, or done twice")
    @State
    public static class TwoRequests {
        private final Rcu rcu = new Rcu();
        private final Section section = rcu.enter();
        private final AtomicInteger done = new AtomicInteger();

        @Actor
        public void one() {
            rcu.request(new RcuHead(done::incrementAndGet));
        }

        @Actor
        public void other() {
            rcu.request(new RcuHead(done::incrementAndGet));
            section.close();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = done.get();
        }
    }

    /** A writer takes something away and frees it after a grace period, while a reader uses what it finds. */
    @JCStressTest
    @Outcome(id = {"1, 0", "0, 0"}, expect = Expect.ACCEPTABLE, desc = "found and usable, or not found")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed while a section uses it")
    @State
    public static class FreedInUse {
        private final Rcu rcu = new Rcu();
        private volatile int published = 1;
        private volatile int freed;

        @Actor
        public void reader(II_Result result) {
            Section section = rcu.enter();
            result.r1 = published;
            result.r2 = result.r1 == 1 ? freed : 0;
            section.close();
        }

        @Actor
        public void writer() {
            published = 0;
            rcu.request(new RcuHead(() -> freed = 1));
        }
    }
}
