package io.kedge.hal.cdev;

import java.util.ArrayList;
import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.BoardDriver;
import io.kedge.hal.board.OutputPort;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.line.InputPort;
import org.jspecify.annotations.Nullable;

/** This machine's chips. Each line is a request of its own, so that lines open and close without disturbing each other. */
final class CdevDriver implements BoardDriver {
    private final String name;
    private final ChipFinder finder;
    private final int eventBuffer;
    private final LinePoller poller;

    CdevDriver(String name, ChipFinder finder, int eventBuffer, LinePoller poller) {
        this.name = name;
        this.finder = finder;
        this.eventBuffer = eventBuffer;
        this.poller = poller;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public List<ChipInfo> chips() {
        List<ChipInfo> chips = new ArrayList<>();
        finder.visitAll(chip -> chips.add(chip.info()));
        return chips;
    }

    @Override
    public List<LineInfo> lines() {
        List<LineInfo> lines = new ArrayList<>();
        finder.visitAll(chip -> lines.addAll(chip.lines()));
        return lines;
    }

    @Override
    public EdgeSource edges() {
        return poller;
    }

    @Override
    public InputPort requestInput(LineConfig config, LineInfo at, int slot) {
        LineRequest request = request(config, at, LineSpec.input(config, at.offset(), eventBuffer));
        if (config.edges() == Edges.NONE) {
            return new Input(config, request, null);
        }
        Polled polled = new Polled(request, List.of(slot));
        poller.add(polled);
        return new Input(config, request, polled);
    }

    @Override
    public OutputPort requestOutput(LineConfig config, LineInfo at, boolean high) {
        return new Output(config, request(config, at, LineSpec.output(config, at.offset(), high)));
    }

    private LineRequest request(LineConfig config, LineInfo at, LineSpec spec) {
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

    private final class Input implements InputPort {
        private final LineConfig config;
        private final LineRequest request;
        private final @Nullable Polled polled;   // null without edges

        private Input(LineConfig config, LineRequest request, @Nullable Polled polled) {
            this.config = config;
            this.request = request;
            this.polled = polled;
        }

        @Override
        public boolean high() {
            try {
                return request.high(0);
            } catch (SystemCallException e) {
                throw Refusal.ofUse(config, e);
            }
        }

        @Override
        public void close() {
            if (polled != null) {
                poller.remove(polled);
            }
            request.close();
        }
    }

    private record Output(LineConfig config, LineRequest request) implements OutputPort {

        @Override
        public void write(boolean high) {
            try {
                request.write(0, high);
            } catch (SystemCallException e) {
                throw Refusal.ofUse(config, e);
            }
        }

        @Override
        public void close() {
            request.close();
        }
    }
}
