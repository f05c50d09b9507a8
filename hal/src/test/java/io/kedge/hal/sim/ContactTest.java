package io.kedge.hal.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.kedge.hal.Await;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.OutputLine;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ContactTest {
    private static final LineAddress LINE = LineAddress.named("SIM3");

    @Test
    void aMovementThatIsRefusedEndsAndTheNextOneWorks() {
        try (Cmwq engine = Cmwq.start()) {
            Workqueue gpio = engine.workqueue("gpio").percpu().create();
            try (SimulatedBoard board = SimulatedBoard.start(name -> gpio);
                    Contact contact = new Contact(board, LINE, Bounce.NONE, 1, gpio)) {
                OutputLine relay = board.openOutput(LineConfig.output("relay", LINE).build());
                contact.moveTo(true);
                Await.until(() -> engine.snapshot().workqueues().stream().anyMatch(wq -> wq.failed() == 1), () -> "one step is refused");
                relay.close();
                contact.moveTo(true);
                Await.until(() -> board.high(LINE), () -> "the next movement");
            }
        }
    }

    @Test
    void movementsFollowEachOtherStepByStepAsTheSeedSays() {
        Bounce bounce = new Bounce(2, 5, Duration.ofMillis(3));
        try (Cmwq engine = Cmwq.start()) {
            Workqueue gpio = engine.workqueue("gpio").percpu().create();
            try (SimulatedBoard board = SimulatedBoard.start(name -> gpio);
                    Contact contact = new Contact(board, LINE, bounce, 42, gpio)) {
                contact.moveTo(true);
                contact.moveTo(false);
                Random same = new Random(42);
                List<Bounce.Step> steps = new ArrayList<>(bounce.movement(true, same));
                steps.addAll(bounce.movement(false, same));
                Await.until(() -> board.history(LINE).size() == steps.size(), () -> steps.size() + " steps: " + board.history(LINE));
                List<LevelChange> seen = board.history(LINE);
                assertEquals(steps.stream().map(Bounce.Step::high).toList(), seen.stream().map(LevelChange::high).toList());
                for (int i = 1; i < steps.size(); i++) {
                    long gap = seen.get(i).nanos() - seen.get(i - 1).nanos();
                    assertTrue(gap >= steps.get(i).afterNanos(), "step " + i + " came after " + gap + " ns");
                }
            }
        }
    }
}
