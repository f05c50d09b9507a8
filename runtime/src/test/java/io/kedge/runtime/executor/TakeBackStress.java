package io.kedge.runtime.executor;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.executor.Lifecycle.Stage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Tasks come, begin and end while their service ends: each has one fate, and the service terminates after the last of them. */
public class TakeBackStress {

    private static boolean isOpen(Lifecycle life) {
        try {
            return life.await(0, TimeUnit.SECONDS);
        } catch (InterruptedException unexpected) {
            throw new AssertionError("nobody interrupts actors", unexpected);
        }
    }

    /** A service with a task that counts its runs. */
    abstract static class OneTask {
        final HandQueue queue = new HandQueue();
        final TaskService service = new TaskService(queue);
        final AtomicInteger runs = new AtomicInteger();

        final int execute() {
            try {
                service.execute(runs::incrementAndGet);
                return 1;
            } catch (RejectedExecutionException shutDown) {
                return 0;
            }
        }

        final int terminated() {
            return service.isTerminated() ? 1 : 0;
        }
    }

    /** pair TAKE_BACK: a task is taken while the service stops. Either it is refused, or it is given back. */
    @JCStressTest
    @Outcome(id = "1, 1, 0, 1", expect = Expect.ACCEPTABLE, desc = "taken, and given back")
    @Outcome(id = "0, 0, 0, 1", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, given back twice over, or never counted out")
    @State
    public static class StopAgainstExecute extends OneTask {
        @Actor
        public void submitter(IIII_Result result) {
            result.r1 = execute();
        }

        @Actor
        public void stopper(IIII_Result result) {
            result.r2 = service.shutdownNow().size();
        }

        @Arbiter
        public void arbiter(IIII_Result result) {
            queue.runAll();
            result.r3 = runs.get();
            result.r4 = terminated();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "taken, and run")
    @Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or never counted out")
    @State
    public static class ShutdownAgainstExecute extends OneTask {
        @Actor
        public void submitter(III_Result result) {
            result.r1 = execute();
        }

        @Actor
        public void shutter() {
            service.shutdown();
        }

        @Arbiter
        public void arbiter(III_Result result) {
            queue.runAll();
            result.r2 = runs.get();
            result.r3 = terminated();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "it had run")
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "it was running")
    @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "it had not begun")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or counted out twice or never")
    @State
    public static class CancelAgainstBegin extends OneTask {
        private final Future<?> future = service.submit(runs::incrementAndGet);

        @Actor
        public void worker() {
            queue.runOne();
        }

        @Actor
        public void canceller(III_Result result) {
            result.r2 = future.cancel(false) ? 1 : 0;
        }

        @Arbiter
        public void arbiter(III_Result result) {
            service.shutdown();
            result.r1 = runs.get();
            result.r3 = terminated();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not interrupted after the task")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the interrupt has outlived its task")
    @State
    public static class StopAgainstEnd extends OneTask {
        public StopAgainstEnd() {
            execute();
        }

        @Actor
        public void worker(II_Result result) {
            queue.runOne();
            result.r1 = Thread.interrupted() ? 1 : 0;
        }

        @Actor
        public void stopper() {
            service.shutdownNow();
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r2 = terminated();
        }
    }

    /** The last task ends while the service is shut down: one of the two terminates it, and what the task wrote is seen then. */
    @JCStressTest
    @Outcome(id = {"1, 1", "-1, 1"}, expect = Expect.ACCEPTABLE, desc = "terminated, perhaps later")
    @Outcome(expect = Expect.FORBIDDEN, desc = "never terminated, or before the task had ended")
    @State
    public static class LastEndAgainstShutdown {
        private final Lifecycle life = new Lifecycle();
        private int written;

        public LastEndAgainstShutdown() {
            if (!life.enter()) {
                throw new AssertionError("a new service takes tasks");
            }
        }

        @Actor
        public void worker() {
            written = 1;
            life.leave();
        }

        @Actor
        public void shutter(II_Result result) {
            life.advanceTo(Stage.SHUTDOWN);
            result.r1 = isOpen(life) ? written : -1;
        }

        @Arbiter
        public void arbiter(II_Result result) {
            result.r2 = life.isTerminated() && isOpen(life) ? 1 : 0;
        }
    }

    /** Two tasks end at once. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "terminated")
    @Outcome(expect = Expect.FORBIDDEN, desc = "each took the other for the last")
    @State
    public static class TwoEnds {
        private final Lifecycle life = new Lifecycle();

        public TwoEnds() {
            for (int tasks = 0; tasks < 2; tasks++) {
                if (!life.enter()) {
                    throw new AssertionError("a new service takes tasks");
                }
            }
            life.advanceTo(Stage.SHUTDOWN);
        }

        @Actor
        public void one() {
            life.leave();
        }

        @Actor
        public void other() {
            life.leave();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            result.r1 = isOpen(life) ? 1 : 0;
        }
    }
}
