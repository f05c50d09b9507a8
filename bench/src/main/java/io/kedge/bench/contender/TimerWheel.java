package io.kedge.bench.contender;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Netty's HashedWheelTimer with a tick of 1 ms, the shortest it takes, since the usual 100 ms would be useless here, and
 * without leak detection. Its thread wakes at every tick, whether there is something to do or not.
 */
public final class TimerWheel implements Delays {
    private static final int WHEEL = 512;   // its own default

    private final HashedWheelTimer wheel;

    public TimerWheel(int cpu) {
        wheel = new HashedWheelTimer(Threads.boundTo(cpu), 1, TimeUnit.MILLISECONDS, WHEEL, false);
        wheel.start();
    }

    @Override
    public String configuration() {
        return "tick of 1 ms, the shortest it takes, " + WHEEL + " slots, no leak detection";
    }

    @Override
    public Delayed delayed(Runnable task) {
        return new Delayed() {
            private @Nullable Timeout latest;

            @Override
            public void runAfter(Duration delay) {
                if (latest != null) {
                    latest.cancel();
                }
                latest = wheel.newTimeout(timeout -> task.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }

    @Override
    public int pending() {
        return (int) wheel.pendingTimeouts();
    }

    @Override
    public void close() {
        wheel.stop();
    }
}
