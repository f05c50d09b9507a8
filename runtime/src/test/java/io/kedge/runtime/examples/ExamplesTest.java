package io.kedge.runtime.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.kedge.runtime.Await;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.Gate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(EngineExtension.class)
class ExamplesTest {

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
    }

    private static List<String> all(List<List<String>> writes) {
        return writes.stream().flatMap(List::stream).toList();
    }

    @Test
    void theLoggerWritesAHundredLinesAtOnceAndTheRestAtTheEnd(Cmwq cmwq) {
        List<List<String>> writes = new CopyOnWriteArrayList<>();
        AsyncLogger logger = new AsyncLogger(cmwq, writes::add);
        lines(0, 99).forEach(logger::log);
        assertEquals(List.of(), writes, "too few, and the 5 seconds are not over");
        logger.log("line 99");
        Await.until(() -> all(writes).size() == 100, writes::size);
        lines(100, 130).forEach(logger::log);
        logger.close();
        assertEquals(lines(0, 130), all(writes));
    }

    @Test
    void theLoggerDropsTheOldestLinesWhileTheDiskIsSlowAndSaysSo(Cmwq cmwq) {
        Gate diskWrites = new Gate();
        Gate diskGoesOn = new Gate();
        List<List<String>> writes = new ArrayList<>();
        AsyncLogger logger = new AsyncLogger(cmwq, some -> {
            diskWrites.open();
            diskGoesOn.pass();
            writes.add(some);
        });
        lines(0, 100).forEach(logger::log);
        diskWrites.pass();
        lines(100, 1_350).forEach(logger::log);
        diskGoesOn.open();
        logger.close();
        int first = writes.getFirst().size();   // what had come when the disk began
        int dropped = 1_350 - first - AsyncLogger.CAPACITY;
        List<String> expected = new ArrayList<>(lines(0, first));
        expected.add(dropped + " lines were dropped");
        expected.addAll(lines(first + dropped, 1_350));
        assertTrue(dropped > 0);
        assertEquals(expected, all(writes));
    }

    @Test
    void theDriverPassesEveryFrameOnInOrder(Cmwq cmwq) {
        List<Integer> received = new CopyOnWriteArrayList<>();
        List<Integer> sent = new CopyOnWriteArrayList<>();
        List<Integer> frames = IntStream.range(0, 200).boxed().toList();
        try (var driver = new NetworkDriver(cmwq, frame -> received.add(frame[0] & 0xff), frame -> sent.add(frame[0] & 0xff))) {
            frames.forEach(frame -> driver.onInterrupt(new byte[] {frame.byteValue()}));
            frames.forEach(frame -> assertTrue(driver.send(new byte[] {frame.byteValue()})));
            assertEquals(0, driver.overruns());
        }
        assertEquals(frames, received);
        assertEquals(frames, sent);
    }

    @Test
    void theDriverCountsFramesThatFindTheRingFull(Cmwq cmwq) {
        Gate stackIsBusy = new Gate();
        Gate stackGoesOn = new Gate();
        try (var driver = new NetworkDriver(cmwq, frame -> {
            stackIsBusy.open();
            stackGoesOn.pass();
        }, frame -> { })) {
            driver.onInterrupt(new byte[1]);
            stackIsBusy.pass();
            for (int i = 0; i < 260; i++) {
                driver.onInterrupt(new byte[1]);
            }
            assertEquals(4, driver.overruns());
            stackGoesOn.open();
        }
    }

    @Test
    void jiqRunsFiveTimesOnTheSharedQueueAtOnceAndWithADelay(Cmwq cmwq) throws InterruptedException {
        List<String> shared = Jiq.shared(cmwq);
        assertEquals(6, shared.size());
        assertTrue(shared.subList(1, 6).stream().allMatch(line -> line.matches(" *[\\d.]+ +[\\d.]+  kworker/\\d+:\\d+")),
                shared::toString);
        List<String> delayed = Jiq.delayed(cmwq, Duration.ofMillis(2));
        assertEquals(6, delayed.size());
        assertFalse(delayed.stream().skip(1).anyMatch(line -> Double.parseDouble(line.substring(9, 15)) < 2), delayed::toString);
    }

    @Test
    void myQueueRunsItsItemsInOrder() {
        assertEquals(List.of("my_work.x 1", "my_work.x 2"), MyQueue.run());
    }

    @Test
    void everyUsageModeDoesTheJobOnce(Cmwq cmwq) throws InterruptedException {
        AtomicInteger emptied = new AtomicInteger();
        try (UsageModes modes = new UsageModes(cmwq, emptied::incrementAndGet)) {
            List<BooleanSupplier> all = List.of(modes::shared, () -> !modes.sharedLater(Duration.ofMillis(5)), modes::ofItsOwn,
                    modes::ordered, modes::threaded, modes::bh);   // modDelayed says whether it was pending
            for (int mode = 0; mode < all.size(); mode++) {
                assertTrue(all.get(mode).getAsBoolean(), "mode " + mode);
                modes.await();
                assertEquals(mode + 1, emptied.get());
            }
        }
    }
}
