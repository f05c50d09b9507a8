package io.kedge.runtime.pool;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.inspect.WorkqueueTimes;
import io.kedge.runtime.linux.CpuMask;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CpuMeterTest {
    private static final long MILLI = 1_000_000;

    /** A thread whose CPU clock is set by hand. */
    private static final class Clocked implements CarrierRunner {
        private long cpuNanos;
        private int readings;

        @Override
        public void start() { }

        @Override
        public void comeHome() { }

        @Override
        public void moveTo(CpuMask cpus) { }

        @Override
        public void wake() { }

        @Override
        public long cpuNanos() {
            readings++;
            return cpuNanos;
        }

        @Override
        public void awaitEnd(long millis) { }
    }

    private final Clocked thread = new Clocked();
    private final CpuMeter meter = new CpuMeter();
    private final RunTimes times = new RunTimes();

    private void run(long fromNanos, long toNanos, long cpuNanos) {
        meter.begin(times, fromNanos);
        thread.cpuNanos += cpuNanos;
        meter.end(toNanos, thread);
    }

    private void assertTimes(long cpuNanos, long asleepNanos) {
        WorkqueueTimes now = times.toTimes();
        assertEquals(cpuNanos, now.cpuNanos(), "on the CPU");
        assertEquals(asleepNanos, now.asleepNanos(), "asleep");
    }

    @Test
    void aLongRunIsChargedWhatTheClockSays() {
        meter.calibrate(0, thread);
        run(0, 10 * MILLI, 3 * MILLI);
        assertTimes(3 * MILLI, 7 * MILLI);
    }

    @Test
    void shortRunsAreTakenForComputationWithoutAReading() {
        meter.calibrate(0, thread);
        for (int i = 0; i < 10; i++) {
            run(i * 1_000L, i * 1_000L + 900, 900);
        }
        assertEquals(1, thread.readings, "readings, with the first one");
        assertTimes(9_000, 0);
    }

    @Test
    void whatShortRunsWereChargedIsNotChargedTwice() {
        meter.calibrate(0, thread);
        for (int i = 0; i < 10; i++) {
            run(i * 9_000L, i * 9_000L + 9_000, 9_000);
        }
        run(90_000, 10 * MILLI, 10_000);
        assertTimes(100_000, 10 * MILLI - 100_000);
    }

    @Test
    void nobodyIsChargedMoreThanTheTimeThatHasPassed() {
        meter.calibrate(0, thread);
        thread.cpuNanos = 50 * MILLI;   // the engine's own
        run(60 * MILLI, 61 * MILLI, MILLI);
        assertTimes(MILLI, 0);
    }

    @Test
    void whatEndsWithoutHavingBegunIsNobodys() {
        meter.calibrate(0, thread);
        meter.end(10 * MILLI, thread);
        assertTimes(0, 0);
    }
}
