package io.kedge.runtime.timer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.kedge.runtime.Interleavings;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * Every thread pushes items of its own, the timer's thread takes all there are: none lost, none twice, the youngest first.
 * What an item pushed by two at once comes to is shown in {@link TimerLincheck}.
 */
@Param(name = "own", gen = ThreadIdGen.class)
@Param(name = "which", gen = IntGen.class, conf = "0:1")
public class RequestStackLincheck {
    private static final int EACH = 2;

    private final RequestStack stack = new RequestStack();
    private final List<DelayedItem> items = IntStream.range(0, EACH * Interleavings.MOST_THREADS)
            .mapToObj(number -> new DelayedItem(work -> { }))
            .toList();

    @Test
    void itsOutcomesAreThoseOfSomeOrder() {
        Interleavings.check(RequestStackLincheck.class);
    }

    @Operation
    public void push(@Param(name = "own") int own, @Param(name = "which") int which) {
        stack.push(items.get(own * EACH + which));
    }

    @Operation(nonParallelGroup = "timer")
    public List<Integer> takeAll() {
        List<Integer> taken = new ArrayList<>();
        for (DelayedItem item = stack.takeAll(); item != null; ) {
            DelayedItem following = item.nextRequest();
            item.endRequest();
            taken.add(items.indexOf(item));
            item = following;
        }
        return taken;
    }

    @Operation
    public boolean isEmpty() {
        return stack.isEmpty();
    }
}
