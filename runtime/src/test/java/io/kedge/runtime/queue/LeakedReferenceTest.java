package io.kedge.runtime.queue;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.flush.FlushBooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A workqueue whose books are wrong when it is closed. */
@ExtendWith(EngineExtension.class)
class LeakedReferenceTest {
    private static final int COLOUR_OF_A_LATER_FLUSH = 9;   // so that no drain of this test waits for it

    private static boolean isListed(Cmwq cmwq, String name) {
        return cmwq.snapshot().workqueues().stream().anyMatch(queue -> queue.name().equals(name));
    }

    @Test
    @Conforms("R104")
    void itStaysClosedAndItsBooksArePrinted(Cmwq cmwq) throws Exception {
        EngineWorkqueue leaky = (EngineWorkqueue) cmwq.workqueue("leaky").percpu().create();
        EngineWorkqueue clean = (EngineWorkqueue) cmwq.workqueue("clean").percpu().create();
        leaky.queue(Cmwq.work(() -> { }));
        leaky.flush();
        QueueShare share = leaky.shares().all().getFirst();
        share.lock();
        FlushBooks.leak(share.colours(), COLOUR_OF_A_LATER_FLUSH);
        share.unlockAndWake();
        try (EngineLog log = new EngineLog()) {
            clean.close();
            leaky.close();
            String name = share.pool().spec().name();
            assertEquals(1, log.complaints().size(), log.complaints()::toString);
            assertTrue(log.complaints().getFirst().startsWith("workqueue leaky stays, closed: "), log.complaints()::toString);
            assertTrue(log.complaints().getFirst().contains("on " + name + " 0 active, 0 inactive, 1 in flight"), log.complaints()::toString);
        }
        assertTrue(isListed(cmwq, "leaky"));
        assertTrue(!isListed(cmwq, "clean"));
        assertThrows(IllegalStateException.class, () -> leaky.queue(Cmwq.work(() -> { })));
    }
}
