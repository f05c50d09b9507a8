package io.kedge.app.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Why the freezable workqueues stand still: they freeze with the first reason and thaw with the last. All methods may be called
 * by any thread; none waits but {@link #awaitQuiet}.
 *
 * <pre>
 *   CLOSED -> OPEN    open()        the engine runs
 *   OPEN   -> CLOSED  thawForGood() the stop drains what waited
 * </pre>
 *
 * Once it is frozen for the stop, no other reason is taken: the end has begun.
 */
@Singleton
public class Freezer {

    /** What it may be frozen for. */
    public enum Reason {
        /** The run ends. */
        STOP,
        /** The machine is about to sleep. */
        SUSPEND,
        /** A person works on the board. */
        MAINTENANCE
    }

    /** What a call did. */
    public enum Outcome {
        /** The reason is there now, or gone, and was not before. */
        CHANGED,
        /** It was so before. */
        ALREADY,
        /** Nothing runs that could be frozen, or the stop has begun. */
        NOT_RUNNING
    }

    /**
     * One reason that holds.
     *
     * @param reason which
     * @param words  what a person said of it, empty if nothing
     * @param since  when it came, to the millisecond
     */
    public record Hold(Reason reason, String words, Instant since) {

        /** {@return the reason and its words, for people} */
        public String text() {
            return key() + (words.isEmpty() ? "" : ": " + words);
        }

        /** {@return the reason as it stands in messages: {@code stop}, {@code suspend}, {@code maintenance}} */
        public String key() {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Told after each change, one at a time and in order. Called by the thread that made the change; must not block. */
    @FunctionalInterface
    public interface Listener {
        /** Takes the reasons that hold now; none: the workqueues go on. */
        void onChange(List<Hold> holds);
    }

    private static final System.Logger LOG = System.getLogger(Freezer.class.getName());
    private static final long LONGEST_LOOK_MILLIS = 8;   // as try_to_freeze_tasks of kernel/power/process.c, from 1 on

    private final Engine engine;
    private final InstantSource clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Reason, Hold> holds = new EnumMap<>(Reason.class);  // under this
    private boolean open;                                                   // under this
    private volatile List<Hold> shown = List.of();                          // written under this

    /** Knows the engine; freezes nothing yet. */
    @Inject
    public Freezer(Engine engine) {
        this(engine, InstantSource.system());
    }

    Freezer(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Adds a listener. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** Takes reasons from now on. The engine runs. */
    public synchronized void open() {
        open = true;
    }

    /** {@return the reasons that hold now, none if the workqueues go on} */
    public List<Hold> holds() {
        return shown;
    }

    /**
     * Adds a reason; with the first one, the freezable workqueues start no item any more, and what is active goes on to its end.
     *
     * @param words what a person says of it, may be empty; for a reason that holds already they replace those before
     */
    public synchronized Outcome freeze(Reason reason, String words) {
        Hold before = holds.get(reason);
        if (!open || (before == null && holds.containsKey(Reason.STOP))) {
            return Outcome.NOT_RUNNING;
        }
        Hold now = new Hold(reason, words, before == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : before.since());
        if (holds.isEmpty()) {
            engine.freeze();
        }
        holds.put(reason, now);
        if (!now.equals(before)) {
            tell();
        }
        return before == null ? Outcome.CHANGED : Outcome.ALREADY;
    }

    /** Takes a reason away; with the last one, the workqueues go on with what waited. */
    public synchronized Outcome thaw(Reason reason) {
        if (!open) {
            return Outcome.NOT_RUNNING;
        }
        if (holds.remove(reason) == null) {
            return Outcome.ALREADY;
        }
        if (holds.isEmpty()) {
            engine.thaw();
        }
        tell();
        return Outcome.CHANGED;
    }

    /** Lets everything go on, whatever it was frozen for, so that it can be drained; takes no reason any more and tells nobody. */
    public synchronized void thawForGood() {
        open = false;
        holds.clear();
        shown = List.of();
        engine.thaw();
    }

    /**
     * Waits until no item of a freezable workqueue is active, or until they are not frozen any more (kernel:
     * freeze_workqueues_busy).
     *
     * @return false if some still are when the limit is over
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    public boolean awaitQuiet(Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        long look = 1;
        while (isBusy()) {
            if (System.nanoTime() - start >= limit.toNanos()) {
                return false;
            }
            Thread.sleep(look);
            look = Math.min(2 * look, LONGEST_LOOK_MILLIS);
        }
        return true;
    }

    /** {@return whether it is frozen and an item of a freezable workqueue is still active} */
    public boolean isBusy() {
        return engine.isFreezing();
    }

    private void tell() {
        shown = List.copyOf(holds.values());
        LOG.log(System.Logger.Level.INFO, shown.isEmpty() ? "thawed" : "frozen (" + text(shown) + ")");
        for (Listener listener : listeners) {
            try {
                listener.onChange(shown);
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.ERROR, "a listener of the freezer failed", failed);
            }
        }
    }

    /** {@return the reasons, for people} */
    public static String text(List<Hold> holds) {
        return holds.stream().map(Hold::text).collect(Collectors.joining("; "));
    }
}
