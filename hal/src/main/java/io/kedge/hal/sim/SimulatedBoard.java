package io.kedge.hal.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineStateHandler;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.api.Registration;
import io.kedge.hal.board.AddressBook;
import io.kedge.hal.board.OpenBoard;
import io.kedge.hal.time.HalClock;
import io.kedge.hal.time.SystemHalClock;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * A board without hardware: lines in memory that can be driven from outside, remember every level with its time, and
 * refuse what hardware would refuse. Edges take the same way as on a real board: gpio-irq, ring, work item.
 */
public final class SimulatedBoard implements Board {
    /** The chip of a board that was given none. */
    public static final String DEFAULT_CHIP = "kedge-sim";
    /** How many lines that chip has; they are named {@code SIM0} to {@code SIM31}. */
    public static final int DEFAULT_LINES = 32;

    private final Wiring wiring;
    private final OpenBoard board;

    private SimulatedBoard(Wiring wiring, OpenBoard board) {
        this.wiring = wiring;
        this.board = board;
    }

    /** {@return a builder for a board of the chips it is given} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a board with the default chip, its gpio-irq running} */
    public static SimulatedBoard start(Function<String, @Nullable Workqueue> workqueues) {
        return builder().start(workqueues);
    }

    /**
     * Drives a line from outside, as a finger or a sensor does. Any thread; does not wait for gpio-irq.
     *
     * @throws io.kedge.hal.api.LineException if there is no such line, or it is an output
     */
    public void drive(LineAddress line, boolean high) {
        wiring.drive(find(line), high);
    }

    /**
     * Lets go of a line: its bias decides, or it stays as it is.
     *
     * @throws io.kedge.hal.api.LineException if there is no such line, or it is an output
     */
    public void release(LineAddress line) {
        wiring.drive(find(line), null);
    }

    /** {@return the electrical level of a line, open or not} */
    public boolean high(LineAddress line) {
        return wiring.high(find(line));
    }

    /** {@return the last changes of a line's level, oldest first, at most 4096} */
    public List<LevelChange> history(LineAddress line) {
        return wiring.history(find(line));
    }

    /**
     * Takes a chip away with all its lines, as when its cable is pulled: open lines are degraded.
     *
     * @throws io.kedge.hal.api.LineException if there is no such chip, or it is unplugged already
     */
    public void unplug(String chip) {
        wiring.unplug(chip);
    }

    /**
     * Brings a chip back that was unplugged: its lines open again by themselves.
     *
     * @throws io.kedge.hal.api.LineException if there is no such chip, or it is there
     */
    public void plug(String chip) {
        wiring.plug(chip);
    }

    private LineInfo find(LineAddress line) {
        return AddressBook.find(line.toString(), line, wiring.chips(), wiring.lines());
    }

    /** {@return the id of this board's gpio-irq, for those who measure it} */
    public long irqThreadId() {
        return board.irq().threadId();
    }

    @Override
    public String name() {
        return board.name();
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public List<ChipInfo> chips() {
        return board.chips();
    }

    @Override
    public List<LineInfo> lines() {
        return board.lines();
    }

    @Override
    public InputLine openInput(LineConfig config) {
        return board.openInput(config);
    }

    @Override
    public OutputLine openOutput(LineConfig config) {
        return board.openOutput(config);
    }

    @Override
    public Registration onState(LineStateHandler handler) {
        return board.onState(handler);
    }

    @Override
    public List<LineCounters> counters() {
        return board.counters();
    }

    @Override
    public List<ChipCounters> chipCounters() {
        return board.chipCounters();
    }

    @Override
    public void close() {
        board.close();
    }

    /** Collects chips and their lines. One thread. */
    public static final class Builder {
        private final Map<String, List<String>> lineNamesByChip = new LinkedHashMap<>();
        private String name = "simulated board";
        private HalClock clock = new SystemHalClock();

        private Builder() { }

        /** Sets what people call it. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /**
         * Adds a chip of this many lines, named by the prefix and the offset; an empty prefix leaves them without names.
         *
         * @throws IllegalArgumentException if there is a chip of this label, or the number is not 1 to 1024
         */
        public Builder chip(String label, int lines, String prefix) {
            if (lines < 1 || lines > 1024 || lineNamesByChip.containsKey(label)) {
                throw new IllegalArgumentException(
                        "a simulated chip needs a label of its own and 1 to 1024 lines, was '" + label + "' with " + lines);
            }
            List<String> names = new ArrayList<>(lines);
            for (int offset = 0; offset < lines; offset++) {
                names.add(prefix.isEmpty() ? "" : prefix + offset);
            }
            lineNamesByChip.put(label, names);
            return this;
        }

        Builder clock(HalClock value) {
            this.clock = value;
            return this;
        }

        /**
         * {@return the board, its gpio-irq running}
         *
         * @param workqueues gives the workqueue of a name, null if there is none
         */
        public SimulatedBoard start(Function<String, @Nullable Workqueue> workqueues) {
            if (lineNamesByChip.isEmpty()) {
                chip(DEFAULT_CHIP, DEFAULT_LINES, "SIM");
            }
            Wiring wiring = new Wiring(name, lineNamesByChip, clock);
            return new SimulatedBoard(wiring, OpenBoard.start(wiring, workqueues, clock));
        }
    }
}
