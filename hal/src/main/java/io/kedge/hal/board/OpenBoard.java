package io.kedge.hal.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipCounters;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.api.LineState;
import io.kedge.hal.api.LineStateHandler;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.api.Registration;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.line.InputPort;
import io.kedge.hal.line.LineHost;
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
    private final LineStates states;
    private final Object lock = new Object();
    private final InputTable inputs = new InputTable();                        // under lock
    private final Map<String, OutputLine> outputs = new LinkedHashMap<>();    // under lock
    private boolean closed;                                                    // under lock

    private OpenBoard(BoardDriver driver, Function<String, @Nullable Workqueue> workqueues, HalClock clock) {
        this.driver = driver;
        this.workqueues = workqueues;
        this.clock = clock;
        this.irq = new IrqThread(driver.edges());
        this.states = new LineStates(clock);
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
            InputHost host = new InputHost(config.id());
            OpenInput line = new OpenInput(config, workqueue, clock, host);
            host.slot = irq.register(line.topHalf());
            start(line, host.slot);
            inputs.add(line);
            return line;
        }
    }

    private void start(OpenInput line, int slot) {
        boolean started = false;
        try {
            line.start();
            started = true;
        } finally {
            if (!started) {
                irq.unregister(slot);
            }
        }
    }

    @Override
    public OutputLine openOutput(LineConfig config) {
        require(config, Direction.OUTPUT);
        Workqueue workqueue = workqueue(config);
        synchronized (lock) {
            requireFree(config.id());
            OpenOutput line = new OpenOutput(config, workqueue, new OutputHost(config.id()));
            line.start();
            outputs.put(config.id(), line);
            return line;
        }
    }

    private LineInfo find(LineConfig config) {
        return AddressBook.find(config.id(), config.address(), driver.chips(), driver.lines());
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
        if (inputs.has(id) || outputs.containsKey(id)) {
            throw new LineException("line " + id + " is open already; close it first or give this one another id");
        }
    }

    @Override
    public Registration onState(LineStateHandler handler) {
        return states.add(handler);
    }

    @Override
    public List<LineCounters> counters() {
        synchronized (lock) {
            return inputs.counters();
        }
    }

    @Override
    public List<ChipCounters> chipCounters() {
        synchronized (lock) {
            return inputs.chips();
        }
    }

    @Override
    public void close() {
        List<InputLine> openInputs;
        List<OutputLine> openOutputs;
        synchronized (lock) {
            closed = true;
            openInputs = inputs.all();
            openOutputs = new ArrayList<>(outputs.values());
        }
        openInputs.forEach(InputLine::close);
        openOutputs.forEach(OutputLine::close);
        irq.close();
    }

    /** What an open input asks for. */
    private final class InputHost implements LineHost<InputPort> {
        private final String id;
        private int slot;   // known only after the line exists, which asks afterwards
        private @Nullable InputLine closing;   // who closes the line; null if it was never open

        private InputHost(String id) {
            this.id = id;
        }

        @Override
        public Had<InputPort> request(LineConfig config, Runnable gone) {
            LineInfo at = find(config);
            return new Had<>(at, driver.requestInput(config, at, slot, gone));
        }

        @Override
        public void became(LineState state, String reason) {
            states.tell(id, state, reason);
        }

        @Override
        public void forget() {
            irq.unregister(slot);
            synchronized (lock) {
                closing = inputs.closing(id);
            }
        }

        @Override
        public void ended(LineCounters did) {
            InputLine mine = closing;
            if (mine != null) {
                synchronized (lock) {
                    inputs.closed(mine, did);
                }
            }
        }
    }

    /** What an open output asks for. */
    private final class OutputHost implements LineHost<OutputPort> {
        private final String id;

        private OutputHost(String id) {
            this.id = id;
        }

        @Override
        public Had<OutputPort> request(LineConfig config, Runnable gone) {
            LineInfo at = find(config);
            return new Had<>(at, driver.requestOutput(config, at, config.initialActive() != config.activeLow(), gone));
        }

        @Override
        public void became(LineState state, String reason) {
            states.tell(id, state, reason);
        }

        @Override
        public void forget() {
            synchronized (lock) {
                outputs.remove(id);
            }
        }
    }
}
