package io.kedge.bench.row;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TallyTest {

    @Test
    void anItemThatRanTwiceIsNoticed() {
        Tally[] all = {new Tally(), new Tally()};
        all[0].run();
        all[0].run();
        assertEquals("2 items ran where 2 were handed in, some of them twice",
                assertThrows(IllegalStateException.class, () -> Tally.awaitAll(all, 1)).getMessage());
    }

    @Test
    void eachOnceIsWhatItTakes() {
        Tally[] all = {new Tally(), new Tally()};
        all[0].run();
        all[1].run();
        Tally.awaitAll(all, 1);
        assertEquals(1, all[1].ran());
    }
}
