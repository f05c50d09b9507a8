package io.kedge.runtime.watch;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Conforms;
import io.kedge.runtime.pool.Hotplug;
import io.kedge.runtime.sim.SimulatedCpu;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Three CPUs, 0 to 2, that come and go; nobody tells. */
class CpuWatchTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Hotplug hotplug = new SimulatedCpu(3).hotplug();
    private BitSet usable = cpus(0, 1, 2);
    private int looks;
    private long nowNanos = 7;
    private final CpuWatch watch = new CpuWatch(hotplug, this::look, () -> nowNanos);

    private static BitSet cpus(int... numbers) {
        BitSet cpus = new BitSet();
        for (int number : numbers) {
            cpus.set(number);
        }
        return cpus;
    }

    private BitSet look() {
        looks++;
        return usable;
    }

    @Test
    @Conforms("R144")
    void whatIsLostAndWhatIsBackIsNoticedInOneLook() {
        usable = cpus(1);
        watch.call();
        watch.turn(false);
        assertEquals(cpus(1), hotplug.online());
        usable = cpus(0, 2);
        watch.call();
        watch.turn(false);
        assertEquals(cpus(0, 2), hotplug.online());
        assertEquals(2, looks);
    }

    @Test
    void itLooksOnceASecondWhenThereIsATurnAnywayAndAsksForNone() {
        usable = cpus(0);
        assertEquals(Long.MAX_VALUE, watch.turn(false));
        nowNanos += SECOND - 1;
        assertEquals(Long.MAX_VALUE, watch.turn(false));
        assertEquals(0, looks);
        nowNanos++;
        assertEquals(Long.MAX_VALUE, watch.turn(false));
        assertEquals(1, looks);
        assertEquals(cpus(0), hotplug.online());
        nowNanos += SECOND - 1;
        watch.turn(false);
        assertEquals(1, looks);
    }

    @Test
    void whileWorkWaitsItAsksForATurnASecond() {
        nowNanos += SECOND / 4;
        assertEquals(SECOND * 3 / 4, watch.turn(true));
        nowNanos += SECOND * 3 / 4;
        assertEquals(SECOND, watch.turn(true));
        assertEquals(1, looks);
    }

    @Test
    void cpusWithoutPoolsAreLeftAloneAndNeverIsTheLastOneWithPoolsTaken() {
        usable = cpus(1, 5);
        watch.call();
        watch.turn(false);
        assertEquals(cpus(1), hotplug.online());
        usable = cpus(5);
        watch.call();
        watch.turn(false);
        assertEquals(cpus(1), hotplug.online(), "the pools of some CPU must do the work");
    }
}
