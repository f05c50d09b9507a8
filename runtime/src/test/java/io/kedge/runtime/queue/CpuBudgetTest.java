package io.kedge.runtime.queue;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A quarter of two CPUs: half a millisecond comes in within each, up to 50. */
class CpuBudgetTest {
    private static final long START = Long.MAX_VALUE - millis(30);   // time wraps around in the middle

    private final CpuBudget budget = new CpuBudget(2, 25, START);

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long enoughAfterMillis() {
        return TimeUnit.NANOSECONDS.toMillis(budget.enoughNanos() - START);
    }

    @Test
    void aFullOneLastsForAPeriodsShare() {
        budget.use(millis(49), START);
        assertFalse(budget.isSpent(START));
        budget.use(millis(1), START);
        assertTrue(budget.isSpent(START));
        assertFalse(budget.isSpent(START + 2), "a nanosecond's worth has come in");
        assertEquals(10, enoughAfterMillis(), "5 ms of CPU time, a tenth of what it holds");
    }

    @Test
    void whatIsUsedBeyondItIsOwed() {
        budget.use(millis(1_050), START);
        assertEquals(2_010, enoughAfterMillis(), "a second's use, at half a CPU");
        budget.use(millis(100), START + millis(1_000));
        assertEquals(2_210, enoughAfterMillis());
    }

    @Test
    void noMoreIsSavedUpThanItHolds() {
        budget.use(millis(10), START);
        long later = START + millis(60_000);
        budget.use(millis(49), later);
        assertFalse(budget.isSpent(later));
        budget.use(millis(1), later);
        assertTrue(budget.isSpent(later));
    }

    @Test
    void partsOfANanosecondAreNotLost() {
        CpuBudget wide = new CpuBudget(64, 99, START);
        for (int i = 0; i < 1_000; i++) {
            wide.use(1, START);   // 1/63 ns of time each
        }
        wide.use(64 * 99 * millis(100) / 100 - 1_001, START);
        assertFalse(wide.isSpent(START));
        wide.use(1, START);
        assertTrue(wide.isSpent(START));
    }

    @Test
    void anotherShareKeepsWhatIsOwedButAllOfItForgives() {
        budget.use(millis(1_050), START);
        budget.share(50, START);
        assertEquals(960, enoughAfterMillis(), "1050 ms at one CPU, less what the larger one holds");
        budget.share(100, START);
        assertFalse(budget.isSpent(START));
    }
}
