package io.kedge.bench.row;

import java.time.Duration;
import java.util.List;

import io.kedge.bench.Bell;
import io.kedge.bench.Cpus;
import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.contender.Delays;

/** How long after its time a delayed item begins, when nobody else is at work. */
final class Lateness extends DescribedRow {
    private static final int SHOTS = 500;
    private static final int WARM_UP = 5_000;   // fewer would measure the interpreter
    private static final int DELAY_MICROS = 2_000;
    private static final String TIME = "lateness";

    Lateness() {
        super(new About("lateness", "How late delayed work is",
                "One item at a time is armed for 2 to 3 ms from now; who arms it blocks until it has run. Time from when it was due to its first"
                        + " line; " + SHOTS + " shots a round after a warm-up. The floor is a loop of clock_nanosleep in C with a timer slack"
                        + " of 1 ns, which the engine's timer asks for too; it wakes nobody. The second floor has the thread that slept wake"
                        + " another one, which is bound to the CPU that the items are for.",
                List.of(Contenders.KEDGE, "stpe", "wheel", "eqe", "virtual"), List.of(TIME + ", median"),
                List.of(new Goal(TIME + ", median", Contenders.LIMIT, 1.2))));
    }

    @Override
    public List<Floor> floors(Effort effort) {
        int shots = effort.times(SHOTS);
        return List.of(new Floor(Contenders.LIMIT, "sleep", DELAY_MICROS, shots, 1),
                new Floor(Contenders.RELAY, "relay", Cpus.submitter(), Cpus.runner(), DELAY_MICROS, shots, 1));
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) {
        Cpus.bindTo(Cpus.submitter());
        Shot shot = new Shot((Delays) contender);
        for (int i = effort.times(WARM_UP); i > 0; i--) {
            shot.lateNanos(Duration.ofNanos(100_000));
        }
        long[] nanos = new long[effort.times(SHOTS)];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = shot.lateNanos(Duration.ofNanos((DELAY_MICROS + 37L * i % 1000) * 1000));   // not in step with a tick
        }
        figures.addTimes(TIME, nanos);
    }

    private static final class Shot {
        private final Bell bell = new Bell();
        private final Delays.Delayed delayed;
        private volatile long startedNanos;

        Shot(Delays contender) {
            delayed = contender.delayed(() -> {
                startedNanos = System.nanoTime();
                bell.ring();
            });
        }

        long lateNanos(Duration delay) {
            bell.arm(Thread.currentThread());
            long dueNanos = System.nanoTime() + delay.toNanos();
            delayed.runAfter(delay);
            bell.await();
            return startedNanos - dueNanos;
        }
    }
}
