package io.kedge.hal.cdev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One chip of the kernel's gpio-sim, made over configfs and driven over sysfs (torvalds/linux:
 * Documentation/admin-guide/gpio/gpio-sim.rst). Its lines are low until they are pulled up. One thread.
 */
final class GpioSim implements AutoCloseable {
    private static final Path DEVICES = Path.of("/sys/kernel/config/gpio-sim");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path device;
    private final Path bank;
    private final List<Path> named = new ArrayList<>();
    private @Nullable Path pins;   // of the live chip

    private GpioSim(String label, int lines, String prefix) {
        this.device = DEVICES.resolve("kedge" + NUMBER.incrementAndGet());
        this.bank = device.resolve("bank");
        makeFolder(device);
        makeFolder(bank);
        write(bank.resolve("label"), label);
        write(bank.resolve("num_lines"), Integer.toString(lines));
        for (int offset = 0; offset < lines && !prefix.isEmpty(); offset++) {
            Path line = bank.resolve("line" + offset);
            makeFolder(line);
            named.add(line);
            write(line.resolve("name"), prefix + offset);
        }
    }

    /** {@return a chip that is there, its lines named by the prefix and the offset; an empty prefix leaves them without names} */
    static GpioSim chip(String label, int lines, String prefix) {
        GpioSim chip = new GpioSim(label, lines, prefix);
        chip.plug();
        return chip;
    }

    /** Makes the chip appear, as a hot-plugged expander does. */
    void plug() {
        write(device.resolve("live"), "1");
        pins = Path.of("/sys/devices/platform", read(device.resolve("dev_name")), chipName());
    }

    /** Takes the chip away, with whatever is open on it. */
    void unplug() {
        write(device.resolve("live"), "0");
        pins = null;
    }

    /** {@return what the kernel calls the chip now ({@code gpiochip0})} */
    String chipName() {
        return read(bank.resolve("chip_name"));
    }

    /**
     * Drives a line from outside. Returns when the kernel's interrupt thread has queued the edge, if anybody waits for it, so that the
     * next edge is not merged with this one.
     */
    void drive(int offset, boolean high) {
        GpioSimThreads.through(() -> pull(offset, high));
    }

    /** Drives a line this often, each time to the other level and as {@link #drive} does. */
    void toggle(int offset, int times) {
        boolean from = high(offset);
        GpioSimThreads.through(() -> {
            for (int i = 1; i <= times; i++) {
                pull(offset, from == (i % 2 == 0));
            }
        });
    }

    /** Drives a line and does not wait. Edges that come too fast are merged, as on a real chip. */
    void pull(int offset, boolean high) {
        write(pullOf(offset), high ? "pull-up" : "pull-down");
    }

    /** {@return the file that drives the line} */
    Path pullOf(int offset) {
        return pin(offset).resolve("pull");
    }

    /** {@return whether the line is electrically high, whoever drives it} */
    boolean high(int offset) {
        return read(pin(offset).resolve("value")).equals("1");
    }

    private Path pin(int offset) {
        Path live = pins;
        if (live == null) {
            throw new IllegalStateException("the chip is unplugged");
        }
        return live.resolve("sim_gpio" + offset);
    }

    @Override
    public void close() {
        if (pins != null) {
            unplug();
        }
        Stream.concat(named.stream(), Stream.of(bank, device)).forEach(GpioSim::remove);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
