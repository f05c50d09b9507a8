package io.kedge.runtime.traps;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is left of a burst on the machine's threads when it is over. */
@Timeout(60)
class IdleEngineTest {
    private static final int BURST = 40;

    /** The timer's thread runs the workers to their end: no carrier is there any more. */
    @Test
    @Conforms("R59")
    void workersAndCarriersOfABurstEndAfterTheIdleTimeoutAndWorkGoesOnWithWhatIsLeft() throws InterruptedException {
        try (TunedEngine engine = TunedEngine.withIdleMillis(20)) {
            Cmwq cmwq = engine.cmwq();
            Workqueue burst = cmwq.workqueue("burst").percpu().create();
            for (int round = 0; round < 3; round++) {
                AtomicInteger ran = new AtomicInteger();
                for (int i = 0; i < BURST; i++) {
                    burst.queueOn(cmwq.cpus().nextSetBit(0), Cmwq.work(work -> {
                        TimeUnit.MILLISECONDS.sleep(2);
                        ran.incrementAndGet();
                    }));
                }
                burst.flush();
                assertEquals(BURST, ran.get());
                Await.until(() -> cmwq.snapshot().pools().stream().allMatch(IdleEngineTest::hasShrunk),
                        () -> cmwq.snapshot().pools());
            }
            assertEquals(0, engine.callbackFailures());
        }
    }

    private static boolean hasShrunk(PoolStats pool) {
        return pool.workers() <= 2 && pool.carriers() == 0;
    }
}
