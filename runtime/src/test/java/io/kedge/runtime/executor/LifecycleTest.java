package io.kedge.runtime.executor;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.executor.Lifecycle.Stage;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LifecycleTest {

    @Test
    void eachFieldReadsBackAloneAndAtItsLimit() {
        long most = (1L << 62) - 1;
        for (Stage stage : Stage.values()) {
            for (long tasks : new long[] {0, 1, most}) {
                long word = Lifecycle.wordOf(stage, tasks);
                assertEquals(stage, Lifecycle.stageOf(word));
                assertEquals(tasks, Lifecycle.tasksOf(word));
                assertEquals(stage != Stage.RUNNING && tasks == 0, Lifecycle.isTerminated(word));
            }
        }
    }

    @Test
    void onlyGoesForward() {
        for (Stage from : Stage.values()) {
            for (Stage to : Stage.values()) {
                Lifecycle life = new Lifecycle();
                life.advanceTo(from);
                life.advanceTo(to);
                assertEquals(from.compareTo(to) > 0 ? from : to, life.stage(), from + " then " + to);
            }
        }
    }

    @Test
    void terminatesWithItsLastTaskOrAtOnce() throws InterruptedException {
        Lifecycle life = new Lifecycle();
        assertTrue(life.enter());
        assertTrue(life.enter());
        life.leave();
        life.advanceTo(Stage.SHUTDOWN);
        assertFalse(life.enter());
        assertFalse(life.isTerminated() || life.await(0, TimeUnit.SECONDS));
        life.leave();
        assertTrue(life.isTerminated() && life.await(0, TimeUnit.SECONDS));
        Lifecycle idle = new Lifecycle();
        idle.advanceTo(Stage.STOP);
        assertTrue(idle.await(0, TimeUnit.SECONDS));
    }
}
