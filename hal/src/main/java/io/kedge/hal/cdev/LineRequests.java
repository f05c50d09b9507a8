package io.kedge.hal.cdev;

import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;

/** What can be asked of this machine's chips without a thread: which lines there are, and for some of them. Any thread. */
record LineRequests(ChipFinder finder) {

    List<ChipInfo> chips() {
        List<ChipInfo> chips = new ArrayList<>();
        finder.visitAll(chip -> chips.add(chip.info()));
        return chips;
    }

    List<LineInfo> lines() {
        List<LineInfo> lines = new ArrayList<>();
        finder.visitAll(chip -> lines.addAll(chip.lines()));
        return lines;
    }

    /** @throws io.kedge.hal.api.LineException if the kernel refuses; the message has the cure */
    LineRequest request(LineConfig config, LineInfo at, LineSpec spec) {
        try (GpioChip chip = finder.open(at)) {
            try {
                return chip.request(spec);
            } catch (SystemCallException refused) {
                throw Refusal.ofRequest(config, asItIsNow(chip, at), refused);
            }
        }
    }

    private static LineInfo asItIsNow(GpioChip chip, LineInfo at) {
        try {
            return chip.line(at.offset());
        } catch (SystemCallException e) {
            return at;   // no better known than before
        }
    }
}
