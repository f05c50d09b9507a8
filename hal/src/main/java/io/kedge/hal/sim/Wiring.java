package io.kedge.hal.sim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.board.BoardDriver;
import io.kedge.hal.board.OutputPort;
import io.kedge.hal.irq.BatchSink;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.irq.V2LineEvent;
import io.kedge.hal.line.InputPort;
import io.kedge.hal.line.Recovery;
import io.kedge.hal.time.HalClock;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The simulated hardware: what a kernel and its chips are to a real board. One lock for all lines; gpio-irq waits on its
 * monitor, which allocates nothing.
 */
final class Wiring implements BoardDriver, EdgeSource {
    private static final int BATCH = 64;
    private static final int NO_SLOT = -1;

    private final String name;
    private final HalClock clock;
    private final List<ChipInfo> chips;
    private final Map<String, List<SimulatedLine>> lines = new LinkedHashMap<>();   // by chip label; filled once
    private final Object lock = new Object();
    private final Set<String> unplugged = new HashSet<>();                            // under lock; labels of chips
    private final ArrayDeque<SimulatedLine> ready = new ArrayDeque<>(BATCH);         // under lock; have edges, in order of arrival
    private boolean woken;                                                           // under lock
    private final MemorySegment batch = Arena.ofAuto().allocate((long) BATCH * V2LineEvent.BYTES, Long.BYTES);   // gpio-irq only

    Wiring(String name, Map<String, List<String>> lineNamesByChip, HalClock clock) {
        this.name = name;
        this.clock = clock;
        lineNamesByChip.forEach((label, names) -> lines.put(label, linesOf(label, names)));
        this.chips = lines.entrySet().stream()
                .map(chip -> new ChipInfo(chip.getKey(), "sim:" + chip.getKey(), chip.getValue().size()))
                .toList();
    }

    private static List<SimulatedLine> linesOf(String label, List<String> names) {
        SimulatedLine[] made = new SimulatedLine[names.size()];
        for (int offset = 0; offset < made.length; offset++) {
            made[offset] = new SimulatedLine(label, offset, names.get(offset));
        }
        return List.of(made);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public List<ChipInfo> chips() {
        synchronized (lock) {
            return chips.stream().filter(chip -> !unplugged.contains(chip.label())).toList();
        }
    }

    @Override
    public List<LineInfo> lines() {
        synchronized (lock) {
            return lines.values().stream().flatMap(List::stream).map(SimulatedLine::info)
                    .filter(line -> !unplugged.contains(line.chip())).toList();
        }
    }

    @Override
    public EdgeSource edges() {
        return this;
    }

    @Override
    public InputPort requestInput(LineConfig config, LineInfo at, int slot, Runnable gone) {
        if (config.clock() == EventClock.HTE) {
            throw new LineException("line " + config.id() + ": this board has no hardware timestamp engine; use the monotonic clock");
        }
        if (config.debounce().policy() == Debounce.Policy.KERNEL) {
            throw new LineException("line " + config.id() + ": this board is simulated and has no kernel that could debounce (" + config.debounce()
                    + "); use settle, which tells the same levels");
        }
        Hold hold = new Hold(config, slot, gone);
        SimulatedLine line = request(hold, at, false);
        return new InputPort() {
            @Override
            public boolean high() {
                synchronized (lock) {
                    requireHeld(line, hold);
                    return line.high();
                }
            }

            @Override
            public void close() {
                free(line, hold);
            }
        };
    }

    @Override
    public OutputPort requestOutput(LineConfig config, LineInfo at, boolean high, Runnable gone) {
        Hold hold = new Hold(config, NO_SLOT, gone);
        SimulatedLine line = request(hold, at, high);
        return new OutputPort() {
            @Override
            public void write(boolean level) {
                synchronized (lock) {
                    requireHeld(line, hold);
                    line.write(level, clock.monotonicNanos());
                }
            }

            @Override
            public void close() {
                free(line, hold);
            }
        };
    }

    private SimulatedLine request(Hold hold, LineInfo at, boolean high) {
        synchronized (lock) {
            if (unplugged.contains(at.chip())) {
                throw new LineException("line " + hold.config.id() + ": the chip " + at.chip() + " is not there any more");
            }
            SimulatedLine line = lineAt(at);
            LineConfig holder = line.holder();
            if (holder != null) {
                throw new LineException("line " + hold.config.id() + ": " + at.chip() + ":" + at.offset() + " is held by '" + BoardDriver.consumer(holder)
                        + "'; close that one first or use another line");
            }
            line.hold(hold, high, clock.monotonicNanos());
            return line;
        }
    }

    private static void requireHeld(SimulatedLine line, Hold hold) {
        if (line.hold() != hold) {
            throw new LineException("line " + hold.config.id() + ": " + Recovery.TAKEN_AWAY);
        }
    }

    private void free(SimulatedLine line, Hold hold) {
        synchronized (lock) {
            if (line.hold() == hold) {
                ready.remove(line);
                line.free(clock.monotonicNanos());
            }
        }
    }

    /** Takes a chip away with all its lines, as when its cable is pulled. Those who hold them are told. */
    void unplug(String label) {
        List<Hold> holds = new ArrayList<>();
        synchronized (lock) {
            requirePlugged(label, true);
            unplugged.add(label);
            for (SimulatedLine line : chipLines(label)) {
                Hold hold = line.hold();
                if (hold != null) {
                    holds.add(hold);
                }
                ready.remove(line);
                line.cut(clock.monotonicNanos());
            }
        }
        holds.forEach(hold -> hold.gone.run());
    }

    /** Brings a chip back that was unplugged. Nobody holds its lines. */
    void plug(String label) {
        synchronized (lock) {
            requirePlugged(label, false);
            unplugged.remove(label);
        }
    }

    private void requirePlugged(String label, boolean in) {
        chipLines(label);
        if (unplugged.contains(label) == in) {
            throw new LineException("the simulated chip '" + label + "' is " + (in ? "unplugged" : "plugged in") + " already");
        }
    }

    private List<SimulatedLine> chipLines(String label) {
        List<SimulatedLine> its = lines.get(label);
        if (its == null) {
            throw new LineException("there is no simulated chip '" + label + "'; there are " + String.join(", ", lines.keySet()));
        }
        return its;
    }

    /** Drives a line from outside, null lets go of it. Refused for an output, as two drivers on one wire are a short circuit. */
    void drive(LineInfo at, @Nullable Boolean high) {
        synchronized (lock) {
            SimulatedLine line = lineAt(at);
            LineConfig holder = line.holder();
            if (holder != null && holder.direction() == Direction.OUTPUT) {
                throw new LineException("line " + at.chip() + ":" + at.offset() + " is the output '" + holder.id()
                        + "'; it cannot be driven from outside");
            }
            boolean first = line.fifo() != null && requireNonNull(line.fifo()).isEmpty();
            if (line.drive(high, clock.monotonicNanos(), clock.wallMillis()) && first) {
                ready.addLast(line);
                lock.notifyAll();
            }
        }
    }

    boolean high(LineInfo at) {
        synchronized (lock) {
            return lineAt(at).high();
        }
    }

    List<LevelChange> history(LineInfo at) {
        synchronized (lock) {
            return lineAt(at).history();
        }
    }

    private SimulatedLine lineAt(LineInfo at) {
        return chipLines(at.chip()).get(at.offset());
    }

    @Override
    public void await(BatchSink sink) {
        int slot;
        int count;
        synchronized (lock) {
            if (!waitForEdges()) {
                return;
            }
            SimulatedLine line = ready.removeFirst();
            EdgeFifo fifo = requireNonNull(line.fifo());
            count = fifo.drainTo(batch);
            slot = line.slot();
            if (!fifo.isEmpty()) {
                ready.addLast(line);
            }
        }
        sink.batch(slot, batch, 0, count);
    }

    private boolean waitForEdges() {
        while (ready.isEmpty() && !woken) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                return false;   // only wake() means anything to gpio-irq
            }
        }
        woken = false;
        return !ready.isEmpty();
    }

    @Override
    public void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    /** Nothing to give back: it is all memory. */
    @Override
    public void close() { }
}
