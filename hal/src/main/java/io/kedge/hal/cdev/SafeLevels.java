package io.kedge.hal.cdev;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.AddressBook;

/** Sets outputs to their safe levels and gives them back: for who has no board, since the process that had the lines has died. */
public final class SafeLevels {
    private SafeLevels() { }

    /**
     * Requests each output of this machine's chips with its initial level, and releases it at once: whether the level stays
     * after that is the chip's affair. One that is refused keeps none of the others from it. Any thread; waits for nobody,
     * starts none.
     *
     * @return what was refused, in the order of the outputs
     * @throws LineException if this machine has no GPIO chip, or this user may open none; the message has the cure
     * @throws IllegalArgumentException if one of them is an input; none was touched then
     */
    public static List<LineException> set(List<LineConfig> outputs) {
        return set(outputs, new ChipFinder(Path.of("/dev")));
    }

    static List<LineException> set(List<LineConfig> outputs, ChipFinder finder) {
        for (LineConfig output : outputs) {
            if (output.direction() != Direction.OUTPUT) {
                throw new IllegalArgumentException("line " + output.id() + " is an input: only an output has a level to be set");
            }
        }
        finder.requireOne();
        LineRequests requests = new LineRequests(finder);
        List<ChipInfo> chips = requests.chips();
        List<LineInfo> lines = requests.lines();
        List<LineException> refused = new ArrayList<>();
        for (LineConfig output : outputs) {
            try {
                LineInfo at = AddressBook.find(output.id(), output.address(), chips, lines);
                requests.request(output, at, LineSpec.output(output, at.offset(), output.initialActive() != output.activeLow())).close();
            } catch (LineException one) {
                refused.add(one);
            }
        }
        return refused;
    }
}
