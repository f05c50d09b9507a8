package io.kedge.hal.cdev;

import java.time.Duration;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RefusalTest {
    private static final LineInfo LINE = new LineInfo("chip", 3, "", "", Direction.INPUT);

    private static final String POLL_IT = "; have its level read again and again instead ('poll: 20ms' in a profile, pollEvery in a program), "
            + "or use another line";

    @Test
    void aChipThatRefusesThePeriodIsToldWithThePeriodAndTheCure() {
        assertEquals(
                "line key: chip:3 cannot do what is asked (bias AS_IS, drive PUSH_PULL, edges BOTH, clock MONOTONIC, debounce kernel 5s): the kernel "
                        + "calls it invalid; its chip may debounce by itself and not take this period: use settle, plain settings or another line",
                refused(Debounce.kernel(Duration.ofSeconds(5)), Errno.EINVAL));
        assertEquals(
                "line key: chip:3 cannot do what is asked (bias AS_IS, drive PUSH_PULL, edges BOTH, clock MONOTONIC): the kernel calls it invalid; "
                        + "use plain settings or another line",
                refused(Debounce.settle(Duration.ofSeconds(5)), Errno.EINVAL));
    }

    @Test
    void aLineWithoutInterruptsCannotBeDebouncedByTheKernel() {
        assertEquals(
                "line key: chip:3 cannot raise interrupts, so it has no edges and the kernel cannot debounce it" + POLL_IT,
                refused(Debounce.kernel(Duration.ofSeconds(5)), Errno.ENXIO));
        assertEquals(
                "line key: chip:3 cannot raise interrupts, so it has no edges" + POLL_IT,
                refused(Debounce.none(), Errno.ENXIO));
    }

    private static String refused(Debounce debounce, int errno) {
        LineConfig config = LineConfig.input("key", LineAddress.at("chip", 3)).debounce(debounce).build();
        return String.valueOf(Refusal.ofRequest(config, LINE, new SystemCallException("request", errno)).getMessage());
    }
}
