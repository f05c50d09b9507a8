package io.kedge.hal.cdev;

import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.BoardDriver;
import io.kedge.hal.board.OutputPort;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.line.InputPort;

/** This machine's chips. Each line is a request of its own, so that lines open and close without disturbing each other. */
final class CdevDriver implements BoardDriver {
    /** Of a line that has no edges: they would go to nobody. */
    private static final int NO_SLOT = -1;

    private final String name;
    private final LineRequests requests;
    private final int eventBuffer;
    private final LinePoller poller;

    CdevDriver(String name, ChipFinder finder, int eventBuffer, LinePoller poller) {
        this.name = name;
        this.requests = new LineRequests(finder);
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
        return requests.chips();
    }

    @Override
    public List<LineInfo> lines() {
        return requests.lines();
    }

    @Override
    public EdgeSource edges() {
        return poller;
    }

    @Override
    public InputPort requestInput(LineConfig config, LineInfo at, int slot, Runnable gone) {
        return new Input(new Port(config, requests.request(config, at, LineSpec.input(config, at.offset(), eventBuffer)), slot, gone));
    }

    @Override
    public OutputPort requestOutput(LineConfig config, LineInfo at, boolean high, Runnable gone) {
        return new Output(new Port(config, requests.request(config, at, LineSpec.output(config, at.offset(), high)), NO_SLOT, gone));
    }

    /** A line that is ours. gpio-irq polls all of them: for edges, and to learn that the chip was taken away. */
    private final class Port {
        private final LineConfig config;
        private final LineRequest request;
        private final Polled polled;
        private final Runnable gone;

        private Port(LineConfig config, LineRequest request, int slot, Runnable gone) {
            this.config = config;
            this.request = request;
            this.polled = new Polled(request, List.of(slot), gone);
            this.gone = gone;
            boolean added = false;
            try {
                poller.add(polled);
                added = true;
            } finally {
                if (!added) {
                    request.close();
                }
            }
        }

        /** {@return what is to be told of a call that the kernel refused} */
        private LineException refusal(SystemCallException refused) {
            if (refused.errno() == Errno.ENODEV) {
                gone.run();   // older kernels wake nobody who polls when a chip goes
            }
            return Refusal.ofUse(config, refused);
        }

        private void close() {
            poller.remove(polled);
            request.close();
        }
    }

    private record Input(Port port) implements InputPort {

        @Override
        public boolean high() {
            try {
                return port.request.high(0);
            } catch (SystemCallException e) {
                throw port.refusal(e);
            }
        }

        @Override
        public void close() {
            port.close();
        }
    }

    private record Output(Port port) implements OutputPort {

        @Override
        public void write(boolean high) {
            try {
                port.request.write(0, high);
            } catch (SystemCallException e) {
                throw port.refusal(e);
            }
        }

        @Override
        public void close() {
            port.close();
        }
    }
}
