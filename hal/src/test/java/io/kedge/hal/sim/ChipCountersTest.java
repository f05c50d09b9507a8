package io.kedge.hal.sim;

import java.util.concurrent.CountDownLatch;

import io.kedge.hal.Await;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ChipCountersTest {

    @Test
    void aLineThatIsStillClosingIsCountedBesideTheNextOneOfItsName() throws InterruptedException {
        try (Cmwq engine = Cmwq.start()) {
            Workqueue gpio = engine.workqueue("gpio").percpu().create();
            try (SimulatedBoard board = SimulatedBoard.builder().chip("sim", 4, "").start(name -> gpio)) {
                InputLine stuck = board.openInput(LineConfig.input("same", LineAddress.at("sim", 0)).build());
                CountDownLatch entered = new CountDownLatch(1);
                CountDownLatch leave = new CountDownLatch(1);
                stuck.onEvent(event -> {
                    entered.countDown();
                    leave.await();
                });
                board.drive(LineAddress.at("sim", 0), true);
                entered.await();
                Thread closing = Thread.ofPlatform().start(stuck::close);
                try {
                    Await.until(() -> board.counters().isEmpty(), () -> "its name is free");
                    countOneMore(board);
                    assertEquals(2, edges(board));
                } finally {
                    leave.countDown();
                    closing.join();
                }
                assertEquals(2, edges(board));
            }
        }
    }

    private static void countOneMore(SimulatedBoard board) {
        InputLine next = board.openInput(LineConfig.input("same", LineAddress.at("sim", 1)).build());
        board.drive(LineAddress.at("sim", 1), true);
        Await.until(() -> next.counters().edges() == 1, () -> "its own edge: " + next.counters());
        next.close();
    }

    private static long edges(SimulatedBoard board) {
        return board.chipCounters().getFirst().edges();
    }
}
