package io.kedge.runtime.blocking;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import io.kedge.runtime.Await;
import io.kedge.runtime.Blocking;
import io.kedge.runtime.ChildJvm;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.TunedEngine;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.inspect.PoolStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Carriers are as many as they may be, and no more: the rest of the work waits, and is done in the end. */
@Timeout(60)
class MostCarriersTest {
    private static final Logger LOG = Logger.getLogger("io.kedge.runtime");

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            warnings.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() { }

        @Override
        public void close() { }
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(listener);
    }

    @Test
    void beyondTheBoundWorkWaitsForACarrierAndOneWarningTellsWhatToDo() throws InterruptedException {
        try (TunedEngine engine = TunedEngine.withMostCarriers(2, 8); var pipe = new Native.Pipe()) {
            Cmwq cmwq = engine.cmwq();
            Workqueue queue = cmwq.workqueue("native").percpu().create();
            for (int round = 1; round <= 2; round++) {
                AtomicInteger started = new AtomicInteger();
                long brakedBefore = pool(cmwq).brakedCarriers();
                for (int i = 0; i < 4; i++) {
                    queue.queueOn(cmwq.cpus().nextSetBit(0), Cmwq.work(work -> {
                        started.incrementAndGet();
                        Blocking.call(() -> {
                            pipe.awaitData();
                            return work;
                        });
                    }));
                }
                Await.until(() -> started.get() == 2 && pool(cmwq).brakedCarriers() > brakedBefore, () -> pool(cmwq));
                assertEquals(2, pool(cmwq).carriers());
                assertEquals(2, started.get());
                pipe.write();
                queue.flush();
                assertEquals(4, started.get());
                pipe.drain();
            }
            assertEquals(1, warnings.stream().filter(warning -> warning.contains("carriers")).count(), warnings::toString);
        }
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Cmwq.builder().mostCarriers(4, 3));
        assertEquals("carriers must be 1 or more per pool, and at least as many per engine; was 4 per pool, 3 per engine",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Cmwq.builder().mostCarriers(0, 3));
    }

    /** A heap of 32 MB that old objects fill. */
    @Test
    void whenTheHeapIsFullIdleOnesEndAtOnceAndNoMoreComeThanAPoolNeedsToGoOn() {
        ChildJvm.Result result = ChildJvm.of(FullHeap.class).options("-Xmx32m").run();
        assertEquals(0, result.exit(), result::output);
        assertTrue(result.output().contains("squeezed: workers true, carriers true\n"), result::output);
        assertTrue(result.output().contains("braked true, at most 2 carriers, all ran\n"), result::output);
        assertEquals(1, result.output().lines().filter(line -> line.contains("give Java a larger heap (-Xmx)")).count(),
                result::output);
    }

    private static PoolStats pool(Cmwq cmwq) {
        return cmwq.snapshot().pools().getFirst();
    }
}
