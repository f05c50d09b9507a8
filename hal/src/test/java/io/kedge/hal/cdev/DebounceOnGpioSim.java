package io.kedge.hal.cdev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.kedge.hal.Await;
import io.kedge.hal.BoardDebounceContract;
import io.kedge.hal.Rig;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Our policies on a real kernel's edges, and the kernel's own. */
class DebounceOnGpioSim extends BoardDebounceContract {
    private static final int LINE = 5;

    @Override
    protected Duration period() {
        return Duration.ofMillis(1_500);   // an emulated machine needs 50 ms to drive four lines one after the other
    }

    @Override
    protected Rig newRig(Function<String, @Nullable Workqueue> workqueues) {
        return GpioSimRig.start(workqueues);
    }

    @Test
    void theKernelDebouncesThatLineAndTellsOneEdgeStampedAfterTheLast() throws SystemCallException {
        GpioSimRig rig = (GpioSimRig) rig();
        LineAddress at = rig.line(LINE);
        InputLine line = rig.board().openInput(LineConfig.input("kernels", at).debounce(Debounce.kernel(period)).build());
        try (GpioChip chip = new GpioChip(Path.of("/dev", rig.first().chipName()))) {
            assertEquals(List.of(1_500_000, 0), List.of(chip.debounceMicros(LINE), chip.debounceMicros(LINE - 1)));
        }
        List<LineEvent> events = new CopyOnWriteArrayList<>();
        line.onEvent(events::add);
        for (int i = 0; i < 13; i++) {
            rig.first().pull(LINE, i % 2 == 0);
            LockSupport.parkNanos(1_000_000);
        }
        long afterTheLast = System.nanoTime();
        Await.until(() -> events.size() == 1, () -> "one event: " + line.counters());
        LineEvent event = events.getFirst();
        assertTrue(event.active() && event.bounces() == 0 && event.lineSeqno() == 1, event::toString);
        assertTrue(event.stampNanos() - afterTheLast > 0, "not the first edge's, nor any edge's");
        assertEquals(1, line.counters().edges(), "the others were the kernel's");
        assertThrows(LineException.class, () -> line.debounce(Debounce.settle(period)));
    }
}
