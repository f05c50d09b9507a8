package io.kedge.hal.cdev;

import java.nio.file.Path;
import java.util.function.Function;

import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineException;
import io.kedge.hal.board.BoardDriver;
import io.kedge.hal.board.OpenBoard;
import io.kedge.hal.time.SystemHalClock;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * This machine's GPIO lines through the kernel's character devices {@code /dev/gpiochip*}, uAPI v2 (Linux 5.10 or later).
 * Chips are found by label, never by number. Needs native access, and permission for the devices (group gpio).
 */
public final class CdevBoard {
    private CdevBoard() { }

    /** {@return a builder for the board this program runs on} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings. One thread. */
    public static final class Builder {
        /** The kernel refuses a buffer for one. */
        private static final int EVENTS_LEAST = 2;

        private String name = "GPIO of this machine";
        private int eventBuffer = BoardDriver.EVENT_BUFFER;
        private Path devices = Path.of("/dev");

        private Builder() { }

        /** Sets what people call the board. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /**
         * Sets how many edges the kernel keeps for a line until gpio-irq reads them, 2 to 1024; the default is 256. The kernel
         * rounds up to a power of two. When it is full the oldest go, and are counted as lost.
         *
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder eventBuffer(int edges) {
            if (edges < EVENTS_LEAST || edges > GpioV2.EVENTS_MAX) {
                throw new IllegalArgumentException("event buffer must be " + EVENTS_LEAST + " to " + GpioV2.EVENTS_MAX + " edges, was " + edges);
            }
            this.eventBuffer = edges;
            return this;
        }

        /** Sets where the character devices are. */
        Builder devices(Path value) {
            this.devices = value;
            return this;
        }

        /**
         * {@return the board, its gpio-irq running; no line is touched yet}
         *
         * @param workqueues gives the workqueue of a name, null if there is none
         * @throws LineException if this machine has no GPIO chip, or this user may open none; the message has the cure
         */
        public Board start(Function<String, @Nullable Workqueue> workqueues) {
            ChipFinder finder = new ChipFinder(devices);
            finder.requireOne();
            try {
                return OpenBoard.start(new CdevDriver(name, finder, eventBuffer, new LinePoller()), workqueues, new SystemHalClock());
            } catch (SystemCallException e) {
                throw new LineException("gpio-irq cannot be made: " + e.getMessage());
            }
        }
    }
}
