package io.kedge.runtime.pool;

import java.util.ArrayList;
import java.util.List;

import io.kedge.runtime.carrier.CarrierRunner;
import io.kedge.runtime.linux.CpuMask;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LentNiceTest {
    private final LentNice nice = new LentNice(0);
    private final Asked thread = new Asked();

    /** A thread that notes what is asked of it, and grants it or not. */
    private static final class Asked implements CarrierRunner {
        final List<Integer> asked = new ArrayList<>();
        boolean grants = true;

        @Override
        public boolean nice(int value) {
            asked.add(value);
            return grants;
        }

        @Override
        public void start() { }

        @Override
        public long cpuNanos() {
            return 0;
        }

        @Override
        public void wake() { }

        @Override
        public void comeHome() { }

        @Override
        public void moveTo(CpuMask cpus) { }

        @Override
        public void awaitEnd(long millis) { }
    }

    @Test
    void theKernelIsAskedOnlyForWhatTheThreadHasNot() {
        nice.become(0, thread);
        nice.become(-15, thread);
        nice.become(-15, thread);
        nice.become(0, thread);
        assertEquals(List.of(-15, 0), thread.asked);
    }

    @Test
    void whatWasRefusedNeedsNotBeTakenBack() {
        thread.grants = false;
        nice.become(-15, thread);
        nice.become(0, thread);
        assertEquals(List.of(-15), thread.asked);
        nice.become(-15, thread);
        assertEquals(List.of(-15, -15), thread.asked, "it may have been given the permission meanwhile");
    }
}
