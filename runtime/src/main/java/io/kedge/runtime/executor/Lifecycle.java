package io.kedge.runtime.executor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a service is on its way to its end and how many tasks it has, in one word, so that a single CAS takes a task or
 * refuses it, and exactly one step terminates the service.
 *
 * <pre>
 *   bits 0-61    tasks   taken and not ended
 *   bits 62-63   stage   0 RUNNING, 1 SHUTDOWN, 2 STOP
 *
 *   RUNNING  -> SHUTDOWN   shutdown()
 *   RUNNING  -> STOP       shutdownNow()
 *   SHUTDOWN -> STOP       shutdownNow()
 * </pre>
 *
 * Terminated is: not RUNNING, and without tasks. It stays so, for tasks are taken while RUNNING only.
 */
final class Lifecycle {

    /** What becomes of tasks. */
    enum Stage {
        /** New ones are taken. */
        RUNNING,
        /** Those that have been taken run; periodic ones do not run again. */
        SHUTDOWN,
        /** Those that run have been interrupted, and no other begins. */
        STOP
    }

    private static final int STAGE_SHIFT = 62;
    private static final long TASKS_MASK = (1L << STAGE_SHIFT) - 1;
    private static final Stage[] STAGES = Stage.values();

    private final AtomicLong word = new AtomicLong();                   // A
    private final CountDownLatch terminated = new CountDownLatch(1);    // A   open once terminated

    static Stage stageOf(long word) {
        return STAGES[(int) (word >>> STAGE_SHIFT)];
    }

    static long tasksOf(long word) {
        return word & TASKS_MASK;
    }

    static long wordOf(Stage stage, long tasks) {
        return (long) stage.ordinal() << STAGE_SHIFT | tasks;
    }

    static boolean isTerminated(long word) {
        return stageOf(word) != Stage.RUNNING && tasksOf(word) == 0;
    }

    Stage stage() {
        return stageOf(word.get());
    }

    long tasks() {
        return tasksOf(word.get());
    }

    boolean isTerminated() {
        return isTerminated(word.get());
    }

    /** Counts a task in. Any thread. @return false if none is taken any more */
    boolean enter() {
        for (;;) {
            long seen = word.get();
            if (stageOf(seen) != Stage.RUNNING) {
                return false;
            }
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** Counts a task out, once for each that has entered. Any thread; takes no memory. */
    void leave() {
        long now = word.decrementAndGet();
        assert tasksOf(now) != TASKS_MASK : "a task has left twice";
        if (isTerminated(now)) {
            terminated.countDown();
        }
    }

    /** Goes on to this stage, unless it is further already. Any thread. */
    void advanceTo(Stage stage) {
        for (;;) {
            long seen = word.get();
            if (stageOf(seen).compareTo(stage) >= 0) {
                return;
            }
            long next = wordOf(stage, tasksOf(seen));
            if (word.compareAndSet(seen, next)) {
                if (isTerminated(next)) {
                    terminated.countDown();
                }
                return;
            }
        }
    }

    /** Waits until it is terminated, for so long at most. @return whether it is */
    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
