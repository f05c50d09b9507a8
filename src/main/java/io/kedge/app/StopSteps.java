package io.kedge.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the steps of a stop, each with a limit, all together in less than three seconds: a step that hangs is left behind and
 * named. One thread.
 */
final class StopSteps {
    /** For the outbox, the farewell and the disconnect; the link may take half a second more. */
    static final Duration OUTBOX_LIMIT = Duration.ofMillis(700);
    /** To end a link that has no broker. */
    static final Duration NO_BROKER_LIMIT = Duration.ofMillis(50);

    private static final System.Logger LOG = System.getLogger(StopSteps.class.getName());
    private static final Duration ALL_LIMIT = Duration.ofMillis(2_800);
    private static final Duration STEP_LIMIT = Duration.ofMillis(1_300);

    private final long startNanos = System.nanoTime();
    private final List<String> done = new ArrayList<>();
    private final List<String> givenUp = new ArrayList<>();

    /** A step. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Runs a step. */
    void run(String what, Step step) {
        confirm(what, () -> {
            step.run();
            return true;
        });
    }

    /** Runs a step that says whether it was confirmed; if not, it counts as given up. */
    void confirm(String what, Callable<Boolean> step) {
        long leftNanos = Math.min(STEP_LIMIT.toNanos(), ALL_LIMIT.toNanos() - (System.nanoTime() - startNanos));
        var task = new FutureTask<>(step);
        Thread.ofPlatform().daemon().name("stop").start(task);
        try {
            boolean confirmed = task.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
            (confirmed ? done : givenUp).add(confirmed ? what : "not confirmed: " + what);
        } catch (TimeoutException hangs) {
            givenUp.add("took too long: " + what);
        } catch (ExecutionException failed) {
            LOG.log(System.Logger.Level.DEBUG, "stop: " + what, failed.getCause());
            givenUp.add("failed: " + what + " (" + failed.getCause() + ")");
        } catch (InterruptedException interrupted) {
            givenUp.add("interrupted: " + what);
            Thread.currentThread().interrupt();
        }
    }

    /** {@return what was done so far} */
    StopReport report() {
        return new StopReport(done, givenUp, Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
