package io.kedge.hal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.EdgeEvent;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.debounce.Feed;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * The contract on a board: gpio-irq, ring, delayed work and bottom half in between. Each train is played in real time, on one line for each
 * policy at once. What came is also given to the pure machine, edge by edge with the stamps of the board: to the nanosecond it tells the same.
 */
public abstract class BoardDebounceContract extends DebounceContract {
    private static final int ATTEMPTS = 10;

    private Cmwq engine;
    private Rig rig;

    /** {@return a fresh board of this provider}; it asks for workqueues by name. */
    protected abstract Rig newRig(Function<String, @Nullable Workqueue> workqueues);

    /** {@return the board under test and its hand} */
    protected final Rig rig() {
        return rig;
    }

    @BeforeEach
    void startEngineAndBoard() {
        engine = Cmwq.start();
        Workqueue gpio = engine.workqueue("gpio").percpu().create();
        rig = newRig(name -> gpio);
    }

    @AfterEach
    void closeBoardAndEngine() {
        rig.close();
        engine.close();
    }

    /** One line under one policy, and all that it says. */
    private final class Played {
        private final Debounce policy;
        private final InputLine line;
        private final List<EdgeEvent> edges = new CopyOnWriteArrayList<>();
        private final List<LineEvent> events = new CopyOnWriteArrayList<>();

        private Played(Debounce policy, int number) {
            this.policy = policy;
            this.line = rig.board().openInput(
                    LineConfig.input("line" + number, rig.line(number)).bias(Bias.PULL_DOWN).debounce(policy).build());
            line.onEdge(edges::add);
            line.onEvent(events::add);
        }

        private boolean isAtRest(int driven) {
            LineCounters all = line.counters();
            return all.edges() == driven && all.events() + all.bounces() == driven && events.size() == all.events();
        }

        /** Whether what shall lie within a period does: all edges between two long pauses. */
        private boolean isInTime(Train train) {
            long from = edges.getFirst().stampNanos();
            for (int i = 1; i < train.steps().size(); i++) {
                long now = edges.get(i).stampNanos();
                boolean pause = train.steps().get(i).afterMicros() * 1_000 > period.toNanos();
                from = pause ? now : from;
                if (now - from > period.toNanos() * 9 / 10) {
                    return false;
                }
            }
            return true;
        }

        private String told() {
            return events.stream()
                    .map(event -> (event.active() ? "high #" : "low #") + event.lineSeqno() + " +" + event.bounces())
                    .collect(Collectors.joining(", "));
        }

        private void assertThePureMachineTellsTheSame() {
            Feed pure = Feed.of(policy);
            edges.forEach(edge -> pure.edge(edge.stampNanos(), edge.edge().high()));
            pure.time(edges.getLast().stampNanos() + 3 * period.toNanos());
            assertEquals(
                    pure.changes().stream().map(change -> word(change.high(), change.first().nanos(), change.bounces())).toList(),
                    events.stream().map(event -> word(event.active(), event.stampNanos(), event.bounces())).toList(),
                    policy::toString);
        }
    }

    private static String word(boolean high, long stampNanos, int bounces) {
        return (high ? "high@" : "low@") + stampNanos + "+" + bounces;
    }

    /** Again if this machine was held up so long that it has played another train; what came is compared all the same. */
    @Override
    protected List<String> told(List<Debounce> policies, Train train) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Played> lines = play(policies, train);
            lines.forEach(Played::assertThePureMachineTellsTheSame);
            List<String> told = lines.stream().map(Played::told).toList();
            lines.forEach(each -> each.line.close());
            if (lines.stream().allMatch(each -> each.isInTime(train))) {
                return told;
            }
        }
        throw new AssertionError("this machine is too busy to play " + train + " in time; " + ATTEMPTS + " attempts");
    }

    private List<Played> play(List<Debounce> policies, Train train) {
        List<Played> lines = new ArrayList<>();
        for (Debounce policy : policies) {
            lines.add(new Played(policy, lines.size()));
        }
        for (Train.Step step : train.steps()) {
            LockSupport.parkNanos(step.afterMicros() * 1_000);
            for (int i = 0; i < lines.size(); i++) {
                rig.drive(rig.line(i), step.high());
            }
        }
        for (Played each : lines) {
            Await.until(() -> each.isAtRest(train.steps().size()), () -> "every edge is told or swallowed: " + each.line.counters());
        }
        return lines;
    }

    @Test
    void theDebounceOfAnOpenLineCanBeChanged() {
        Played changing = new Played(Debounce.count(2, Debounce.LONGEST), 0);
        rig.drive(rig.line(0), true);
        Await.until(() -> changing.line.counters().edges() == 1, () -> "one edge: " + changing.line.counters());
        changing.line.debounce(Debounce.none());
        Await.until(() -> changing.isAtRest(1), () -> "it is swallowed, for the window ends: " + changing.line.counters());
        rig.drive(rig.line(0), false);
        Await.until(() -> changing.isAtRest(2), () -> "one edge swallowed, one told: " + changing.line.counters());
        assertEquals("low #2 +0", changing.told());
        changing.line.debounce(Debounce.settle(period));
        assertEquals(Debounce.settle(period), changing.line.config().debounce());
        for (int i = 0; i < 5; i++) {
            rig.drive(rig.line(0), i % 2 == 0);
        }
        Await.until(() -> changing.isAtRest(7), () -> "a movement: " + changing.line.counters());
        assertEquals("low #2 +0, high #3 +4", changing.told());
    }

    @Test
    void aChangeThatCannotBeIsRefusedAndChangesNothing() {
        InputLine line = new Played(Debounce.settle(period), 0).line;
        String refusal = "line line0: the debounce cannot change from " + Debounce.settle(period) + " to kernel 5ms while the line is open, "
                + "for the kernel has its part; close it and open it with the new one";
        assertRefused(refusal, line, Debounce.kernel(Duration.ofMillis(5)));
        line.close();
        assertRefused("line line0 is closed", line, Debounce.none());
        assertEquals(Debounce.settle(period), line.config().debounce());
    }

    private static void assertRefused(String message, InputLine line, Debounce debounce) {
        assertEquals(message, assertThrows(LineException.class, () -> line.debounce(debounce)).getMessage());
    }
}
