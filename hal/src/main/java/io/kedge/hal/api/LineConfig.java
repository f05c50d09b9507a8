package io.kedge.hal.api;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * What one line shall be. Made by {@link #input} or {@link #output}.
 *
 * @param id            as the profile names it; unique on its board, appears in topics and messages
 * @param address       where it is
 * @param direction     who sets its level
 * @param bias          what holds its level while nobody drives it
 * @param activeLow     true if electrically low means active (pressed, closed, on)
 * @param edges         which edges raise an interrupt; inputs only
 * @param drive         how it makes its levels; outputs only
 * @param debounce      how edges become events; inputs only
 * @param clock         what stamps its edges; inputs only
 * @param poll          how often its level is read, for inputs that cannot raise interrupts; zero for those that do
 * @param workqueue     the workqueue its bottom half runs on
 * @param cpu           the CPU its bottom half runs on, -1 for the one that took the interrupt
 * @param initialActive the level it starts with; outputs only
 */
public record LineConfig(
        String id,
        LineAddress address,
        Direction direction,
        Bias bias,
        boolean activeLow,
        Edges edges,
        Drive drive,
        Debounce debounce,
        EventClock clock,
        Duration poll,
        String workqueue,
        int cpu,
        boolean initialActive) {

    /** How often a level may be read: more often would be no rest for the CPU, less often no input. */
    public static final Duration SHORTEST_POLL = Duration.ofMillis(1);
    /** See {@link #SHORTEST_POLL}. */
    public static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    /** Where bottom halves run unless the line says otherwise: the workqueue {@code gpio}, which the application makes. */
    public static final String DEFAULT_WORKQUEUE = "gpio";

    /** Refuses what the kernel would refuse (edges on an output, drive on an input), naming the line. */
    public LineConfig {
        requireNonNull(address, "address");
        requireNonNull(direction, "direction");
        requireNonNull(bias, "bias");
        requireNonNull(edges, "edges");
        requireNonNull(drive, "drive");
        requireNonNull(debounce, "debounce");
        requireNonNull(clock, "clock");
        requireNonNull(poll, "poll");
        requireText(id, "id");
        requireText(workqueue, "workqueue");
        if (cpu < -1) {
            throw new IllegalArgumentException("line " + id + ": cpu must be -1 (any) or a CPU number, was " + cpu);
        }
        if (direction == Direction.OUTPUT && (edges != Edges.NONE || debounce.policy() != Debounce.Policy.NONE)) {
            throw new IllegalArgumentException("line " + id + " is an output: it has no edges and no debounce");
        }
        if (direction == Direction.INPUT && (drive != Drive.PUSH_PULL || initialActive)) {
            throw new IllegalArgumentException("line " + id + " is an input: it has no drive and no initial level");
        }
        if (direction == Direction.INPUT && !debounce.policy().worksWith(edges)) {
            throw new IllegalArgumentException("line " + id + ": debounce needs "
                    + (debounce.policy() == Debounce.Policy.COUNT ? "edges to count" : "both edges") + ", was " + edges);
        }
        if (!poll.isZero()) {
            requirePollable(id, direction, poll);
        }
        if (!poll.isZero() && (edges == Edges.NONE || debounce.policy() == Debounce.Policy.KERNEL || clock == EventClock.HTE)) {
            throw new IllegalArgumentException("line " + id + " is polled: Kedge reads its level, so it needs edges to tell of, and neither"
                    + " the kernel's debounce nor its hardware clock; was edges " + edges + ", debounce " + debounce + ", clock " + clock);
        }
    }

    private static void requirePollable(String id, Direction direction, Duration poll) {
        if (direction == Direction.OUTPUT) {
            throw new IllegalArgumentException("line " + id + " is an output: there is nothing to poll");
        }
        if (poll.compareTo(SHORTEST_POLL) < 0 || poll.compareTo(LONGEST_POLL) > 0) {
            throw new IllegalArgumentException("line " + id + ": it can be polled every 1ms to 10s, was " + DurationText.of(poll));
        }
    }

    /** {@return whether its level is read again and again, instead of interrupts} */
    public boolean polled() {
        return !poll.isZero();
    }

    /** {@return which edges the hardware shall interrupt for: none if it is polled} */
    public Edges interrupts() {
        return polled() ? Edges.NONE : edges;
    }

    /** {@return a builder for an input: both edges, no bias of ours, no debounce} */
    public static Builder input(String id, LineAddress address) {
        return new Builder(id, address, Direction.INPUT);
    }

    /** {@return a builder for an output: push-pull, starts inactive} */
    public static Builder output(String id, LineAddress address) {
        return new Builder(id, address, Direction.OUTPUT);
    }

    /**
     * {@return the same with another debounce}
     *
     * @throws IllegalArgumentException if it does not fit the rest; the message names the line
     */
    public LineConfig withDebounce(Debounce other) {
        return copy().debounce(other).build();
    }

    /**
     * {@return the same with another initial level}
     *
     * @throws IllegalArgumentException for an input that shall begin active
     */
    public LineConfig withInitialActive(boolean other) {
        return copy().initialActive(other).build();
    }

    private Builder copy() {
        return new Builder(id, address, direction).bias(bias).activeLow(activeLow).edges(edges).drive(drive).debounce(debounce).clock(clock)
                .pollEvery(poll).workqueue(workqueue).cpu(cpu).initialActive(initialActive);
    }

    private static void requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a line's " + what + " must not be blank");
        }
    }

    /** Collects a line's settings; each has the default that the factory method names. One thread. */
    public static final class Builder {
        private final String id;
        private final LineAddress address;
        private final Direction direction;
        private Bias bias = Bias.AS_IS;
        private boolean activeLow;
        private Edges edges;
        private Drive drive = Drive.PUSH_PULL;
        private Debounce debounce = Debounce.none();
        private EventClock clock = EventClock.MONOTONIC;
        private Duration poll = Duration.ZERO;
        private String workqueue = DEFAULT_WORKQUEUE;
        private int cpu = -1;
        private boolean initialActive;

        private Builder(String id, LineAddress address, Direction direction) {
            this.id = id;
            this.address = address;
            this.direction = direction;
            this.edges = direction == Direction.INPUT ? Edges.BOTH : Edges.NONE;
        }

        /** Sets what holds the level while nobody drives it. */
        public Builder bias(Bias value) {
            this.bias = value;
            return this;
        }

        /** Sets whether electrically low means active. */
        public Builder activeLow(boolean value) {
            this.activeLow = value;
            return this;
        }

        /** Sets which edges raise an interrupt. */
        public Builder edges(Edges value) {
            this.edges = value;
            return this;
        }

        /** Sets how an output makes its levels. */
        public Builder drive(Drive value) {
            this.drive = value;
            return this;
        }

        /** Sets how edges become events. */
        public Builder debounce(Debounce value) {
            this.debounce = value;
            return this;
        }

        /** Sets what stamps the edges. */
        public Builder clock(EventClock value) {
            this.clock = value;
            return this;
        }

        /**
         * Has the level read so often, 1 ms to 10 s, for an input whose chip cannot raise interrupts; zero, the default, for one
         * that can. Each reading costs a wake-up; a level that comes and goes between two of them is not seen, and nobody can
         * tell that it was there.
         */
        public Builder pollEvery(Duration value) {
            this.poll = value;
            return this;
        }

        /** Sets the workqueue of the bottom half. */
        public Builder workqueue(String value) {
            this.workqueue = value;
            return this;
        }

        /** Sets the CPU of the bottom half; -1 for the one that took the interrupt. */
        public Builder cpu(int value) {
            this.cpu = value;
            return this;
        }

        /** Sets the level an output starts with. */
        public Builder initialActive(boolean value) {
            this.initialActive = value;
            return this;
        }

        /**
         * {@return the configuration}
         *
         * @throws IllegalArgumentException if the settings exclude each other; the message names the line
         */
        public LineConfig build() {
            return new LineConfig(id, address, direction, bias, activeLow, edges, drive, debounce, clock, poll, workqueue, cpu, initialActive);
        }
    }
}
