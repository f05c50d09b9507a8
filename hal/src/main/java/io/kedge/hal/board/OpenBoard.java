package io.kedge.hal.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.line.InputPort;
import io.kedge.hal.line.OpenInput;
import io.kedge.hal.time.HalClock;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** A board over a driver: one gpio-irq thread, and every open line by its id. */
public final class OpenBoard implements Board {
    private final BoardDriver driver;
    private final Function<String, @Nullable Workqueue> workqueues;
    private final HalClock clock;
    private final IrqThread irq;
    private final Object lock = new Object();
    private final Map<String, InputLine> inputs = new LinkedHashMap<>();      // under lock
    private final Map<String, OutputLine> outputs = new LinkedHashMap<>();    // under lock
    private boolean closed;                                                    // under lock

    private OpenBoard(BoardDriver driver, Function<String, @Nullable Workqueue> workqueues, HalClock clock) {
        this.driver = driver;
        this.workqueues = workqueues;
        this.clock = clock;
        this.irq = new IrqThread(driver.edges());
    }

    /**
     * {@return the board, its gpio-irq running}
     *
     * @param workqueues gives the workqueue of a name, null if there is none
     */
    public static OpenBoard start(BoardDriver driver, Function<String, @Nullable Workqueue> workqueues, HalClock clock) {
        OpenBoard board = new OpenBoard(driver, workqueues, clock);
        board.irq.start();
        return board;
    }

    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public boolean simulated() {
        return driver.simulated();
    }

    @Override
    public List<ChipInfo> chips() {
        return driver.chips();
    }

    @Override
    public List<LineInfo> lines() {
        return driver.lines();
    }

    /** {@return the thread that runs this board's top halves} */
    public IrqThread irq() {
        return irq;
    }

    @Override
    public InputLine openInput(LineConfig config) {
        require(config, Direction.INPUT);
        Workqueue workqueue = workqueue(config);
        synchronized (lock) {
            requireFree(config.id());
            LineInfo at = AddressBook.find(config.id(), config.address(), driver.chips(), driver.lines());
            Slot slot = new Slot();
            OpenInput line = new OpenInput(config, at, workqueue, clock, () -> forgetInput(config.id(), slot.number));
            slot.number = irq.register(line.topHalf());
            start(line, slot.number);
            inputs.put(config.id(), line);
            return line;
        }
    }

    private void start(OpenInput line, int slot) {
        InputPort port = null;
        boolean started = false;
        try {
            port = driver.requestInput(line.config(), line.info(), slot);
            line.start(port);
            started = true;
        } finally {
            if (!started) {
                irq.unregister(slot);
            }
            if (!started && port != null) {
                port.close();
            }
        }
    }

    @Override
    public OutputLine openOutput(LineConfig config) {
        require(config, Direction.OUTPUT);
        synchronized (lock) {
            requireFree(config.id());
            LineInfo at = AddressBook.find(config.id(), config.address(), driver.chips(), driver.lines());
            OutputPort port = driver.requestOutput(config, at, config.initialActive() != config.activeLow());
            OutputLine line = new OpenOutput(config, at, port, () -> forgetOutput(config.id()));
            outputs.put(config.id(), line);
            return line;
        }
    }

    private static void require(LineConfig config, Direction direction) {
        if (config.direction() != direction) {
            throw new LineException("line " + config.id() + " is configured as " + config.direction() + ", not as " + direction);
        }
    }

    private Workqueue workqueue(LineConfig config) {
        Workqueue found = workqueues.apply(config.workqueue());
        if (found == null) {
            throw new LineException("line " + config.id() + ": there is no workqueue '" + config.workqueue() + "'");
        }
        return found;
    }

    private void requireFree(String id) {
        if (closed) {
            throw new LineException("line " + id + ": the board is closed");
        }
        if (inputs.containsKey(id) || outputs.containsKey(id)) {
            throw new LineException("line " + id + " is open already; close it first or give this one another id");
        }
    }

    private void forgetInput(String id, int slot) {
        irq.unregister(slot);
        synchronized (lock) {
            inputs.remove(id);
        }
    }

    private void forgetOutput(String id) {
        synchronized (lock) {
            outputs.remove(id);
        }
    }

    @Override
    public List<LineCounters> counters() {
        synchronized (lock) {
            return inputs.values().stream().map(InputLine::counters).toList();
        }
    }

    @Override
    public void close() {
        List<InputLine> openInputs;
        List<OutputLine> openOutputs;
        synchronized (lock) {
            closed = true;
            openInputs = new ArrayList<>(inputs.values());
            openOutputs = new ArrayList<>(outputs.values());
        }
        openInputs.forEach(InputLine::close);
        openOutputs.forEach(OutputLine::close);
        irq.close();
    }

    /** The line's slot, known only after the line exists. */
    private static final class Slot {
        private int number;
    }
}
