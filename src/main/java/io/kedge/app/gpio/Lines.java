package io.kedge.app.gpio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import jakarta.inject.Singleton;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.Nearest;
import io.kedge.app.config.StartFailure;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OutputLine;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;
import io.smallrye.mutiny.Multi;
import org.jspecify.annotations.Nullable;

/**
 * The open lines of the profile, by their ids. Inject it to write outputs or to get streams. Opened and closed by the life
 * cycle; all else may be called by any thread in between.
 */
@Singleton
public class Lines {

    /** Told when an output was written. Called by the thread that wrote; must not block. */
    @FunctionalInterface
    public interface OutputListener {
        /** Takes the line and its new level. */
        void onWrite(ProfileLine line, boolean active);
    }

    private static final System.Logger LOG = System.getLogger(Lines.class.getName());

    private final List<OutputListener> outputListeners = new CopyOnWriteArrayList<>();
    private final DegradedLines degraded = new DegradedLines();
    private volatile Open open = new Open(null, Map.of(), Map.of());

    /** What is open: replaced as a whole. */
    private record Open(@Nullable Profile profile, Map<String, InputLine> inputs, Map<String, ToldOutput> outputs) { }

    /**
     * Opens every line of the profile on the board, outputs with their safe level.
     *
     * @throws StartFailure if a line cannot be had; the message says which and the cure
     */
    public void open(Profile profile, Board board) {
        board.onState(degraded);
        Map<String, InputLine> inputs = new LinkedHashMap<>();
        Map<String, ToldOutput> outputs = new LinkedHashMap<>();
        try {
            for (ProfileLine line : profile.entries()) {
                LineConfig config = line.config();
                if (config.direction() == Direction.INPUT) {
                    inputs.put(line.id(), board.openInput(config));
                } else {
                    outputs.put(line.id(), new ToldOutput(board.openOutput(config), active -> tell(line, active)));
                }
            }
        } catch (LineException refused) {
            throw new StartFailure(ExitCode.BOARD, profile.source() + ": " + refused.getMessage(), refused);
        }
        open = new Open(profile, inputs, outputs);
    }

    /** Gives every input back. Waits for bottom halves that run. */
    public void closeInputs() {
        open.inputs().values().forEach(InputLine::close);
    }

    /**
     * Sets every output to its safe level and keeps it there: who writes it is refused until {@link #releaseOutputs}. One that
     * cannot be set keeps none of the others from it.
     *
     * @param why for the one who is refused, not empty
     */
    public void holdOutputs(String why) {
        open.outputs().values().forEach(output -> makeSafe(output, why));
    }

    /** Has outputs take writes again; their levels stay. */
    public void releaseOutputs() {
        open.outputs().values().forEach(ToldOutput::release);
    }

    /** Sets every output to its safe level and gives it back. One that cannot be set keeps none of the others from it. */
    public void closeOutputs() {
        for (ToldOutput output : open.outputs().values()) {
            makeSafe(output, "it stops");
            output.close();
        }
        open = new Open(null, Map.of(), Map.of());
        degraded.clear();
    }

    private static void makeSafe(ToldOutput output, String why) {
        try {
            output.hold(why);
        } catch (LineException refused) {
            LOG.log(System.Logger.Level.WARNING, "{0}; its safe level could not be set", refused.getMessage());
        }
    }

    /** {@return the profile whose lines are open, null if none are} */
    public @Nullable Profile profile() {
        return open.profile();
    }

    /** Adds a listener for writes to outputs. */
    public void onWrite(OutputListener listener) {
        outputListeners.add(listener);
    }

    /** {@return the ids of the open inputs, in the profile's order} */
    public List<String> inputs() {
        return List.copyOf(open.inputs().keySet());
    }

    /** {@return the ids of the open outputs, in the profile's order} */
    public List<String> outputs() {
        return List.copyOf(open.outputs().keySet());
    }

    /** {@return the logical level of a line now, if it is open and its chip is there} */
    public Optional<Boolean> active(String id) {
        Open now = open;
        try {
            return degraded.has(id) ? Optional.empty()
                    : Optional.ofNullable(now.inputs().get(id)).map(InputLine::active)
                            .or(() -> Optional.ofNullable(now.outputs().get(id)).map(OutputLine::active));
        } catch (LineException taken) {
            return Optional.empty();   // by this use it has been found that its chip is gone
        }
    }

    /** {@return one sentence for each open line whose chip was taken away; empty if all work} */
    public List<String> degraded() {
        return degraded.reasons();
    }

    /** {@return whether the line's chip was taken away} */
    public boolean isDegraded(String id) {
        return degraded.has(id);
    }

    /** Adds a listener for changes of {@link #degraded}. Called by a worker; must not block. */
    public void onDegraded(Runnable listener) {
        degraded.onChange(listener);
    }

    /** {@return how an input is configured now, if it is open} */
    public Optional<LineConfig> config(String id) {
        return Optional.ofNullable(open.inputs().get(id)).map(InputLine::config);
    }

    /** {@return what each open input did so far} */
    public List<LineCounters> counters() {
        return open.inputs().values().stream().map(InputLine::counters).toList();
    }

    /**
     * {@return the open input of this id}
     *
     * @throws LineException if there is none; the message names the nearest
     */
    public InputLine input(String id) {
        InputLine line = open.inputs().get(id);
        if (line == null) {
            throw new LineException("there is no input '" + id + "'" + Nearest.hint(id, inputs()));
        }
        return line;
    }

    /**
     * {@return the open output of this id}
     *
     * @throws LineException if there is none; the message names the nearest
     */
    public OutputLine output(String id) {
        OutputLine line = open.outputs().get(id);
        if (line == null) {
            throw new LineException("there is no output '" + id + "'" + Nearest.hint(id, outputs()));
        }
        return line;
    }

    /**
     * {@return the debounced events of an input as a stream} May be asked for before the lines are open; the line is looked
     * up at the subscription, which fails with {@link LineException} if there is none.
     */
    public Multi<LineEvent> events(String id, OverflowPolicy policy) {
        return Multi.createFrom().deferred(() -> input(id).events(policy));
    }

    InputLine requireInput(String id, String asker) {
        try {
            return input(id);
        } catch (LineException absent) {
            throw new StartFailure(ExitCode.CONFIG, asker + ": " + absent.getMessage(), absent);
        }
    }

    private void tell(ProfileLine line, boolean active) {
        outputListeners.forEach(listener -> listener.onWrite(line, active));
    }
}
