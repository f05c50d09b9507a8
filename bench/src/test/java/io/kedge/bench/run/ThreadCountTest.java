package io.kedge.bench.run;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

class ThreadCountTest {
    private static final int MORE = 5;

    /** Counted in this process, where the one that counts is new itself. */
    @Test
    void threadsThatCameAndWentAreCounted() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(MORE);
        CountDownLatch go = new CountDownLatch(1);
        ThreadCount count = new ThreadCount(ProcessHandle.current().pid());
        for (int i = 0; i < MORE; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                there.countDown();
                try {
                    go.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        there.await();
        int most = count.end();
        go.countDown();
        assertTrue(most > MORE, () -> most + " counted");
    }
}
