package io.kedge.hal.cdev;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chips of this machine, each time anew: their numbers move between kernels, and chips come and go. A second name
 * of the same chip, as some systems keep for old programs, is passed over.
 */
final class ChipFinder {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.cdev");
    private static final String PATTERN = "gpiochip[0-9]*";

    private final Path devices;

    /** Looks in this folder, {@code /dev} but for tests. */
    ChipFinder(Path devices) {
        this.devices = devices;
    }

    /** Does something with each chip, in the order of their numbers. */
    interface Visitor {
        void visit(GpioChip chip) throws SystemCallException;
    }

    /** Opens each chip for the visitor. Those that vanish meanwhile, and those that we may not open beside others, are passed over. */
    void visitAll(Visitor visitor) {
        Set<String> seen = new HashSet<>();
        for (Path device : devices()) {
            try (GpioChip chip = new GpioChip(device)) {
                if (seen.add(chip.info().name())) {
                    visitor.visit(chip);
                }
            } catch (SystemCallException e) {
                LOG.log(System.Logger.Level.DEBUG, "passing over {0}: {1}", device, e.getMessage());
            }
        }
    }

    /**
     * {@return the chip that has this line, open}
     *
     * @throws LineException if it is not there any more
     */
    GpioChip open(LineInfo line) {
        for (Path device : devices()) {
            GpioChip chip = openIfItHas(device, line);
            if (chip != null) {
                return chip;
            }
        }
        throw new LineException("line " + line.chip() + ":" + line.offset() + ": the chip " + line.chip() + " is not there any more");
    }

    private static @Nullable GpioChip openIfItHas(Path device, LineInfo line) {
        GpioChip chip = null;
        boolean has = false;
        try {
            chip = new GpioChip(device);
            has = chip.info().label().equals(line.chip())
                    && line.offset() < chip.info().lines()
                    && chip.line(line.offset()).name().equals(line.name());
        } catch (SystemCallException e) {
            LOG.log(System.Logger.Level.DEBUG, "passing over {0}: {1}", device, e.getMessage());
        } finally {
            if (chip != null && !has) {
                chip.close();
            }
        }
        return has ? chip : null;
    }

    /**
     * Looks whether there is a chip that we may open.
     *
     * @throws LineException with the cure if there is none
     */
    void requireOne() {
        List<Path> devices = devices();
        if (devices.isEmpty()) {
            throw new LineException("there is no GPIO chip (" + this.devices.resolve("gpiochip*") + "): this machine has no GPIO lines, or its"
                    + " kernel lacks their driver; the simulated board needs none");
        }
        String why = "";
        for (Path device : devices) {
            try (GpioChip chip = new GpioChip(device)) {
                LOG.log(System.Logger.Level.DEBUG, "{0} is {1}", device, chip.info());
                return;
            } catch (SystemCallException e) {
                why = why.isEmpty() || e.errno() == Errno.EACCES ? reason(device, e) : why;
            }
        }
        throw new LineException(why);
    }

    private static String reason(Path device, SystemCallException refused) {
        if (refused.errno() != Errno.EACCES) {
            return "no GPIO chip can be opened: " + refused.getMessage();
        }
        String user = ProcessHandle.current().info().user().orElse("USER");
        String group = groupOf(device);
        if (group.equals("root")) {
            return "no permission for " + device + ", which belongs to root alone: give it to a group gpio by a udev rule"
                    + " (SUBSYSTEM==\"gpio\", GROUP=\"gpio\", MODE=\"0660\") and add the user " + user + " to it";
        }
        return "no permission for " + device + ": add the user to group " + group + " (sudo usermod -aG " + group + " " + user
                + "), then log in again; a service needs SupplementaryGroups=" + group;
    }

    private static String groupOf(Path device) {
        try {
            return Files.readAttributes(device, PosixFileAttributes.class).group().getName();
        } catch (IOException e) {
            return "gpio";   // what it is called where nothing is unusual
        }
    }

    private List<Path> devices() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(devices, PATTERN)) {
            matching.forEach(found::add);
        } catch (IOException e) {
            throw new LineException("cannot look for GPIO chips in " + devices + ": " + e.getMessage());
        }
        found.sort(Comparator.comparingInt((Path device) -> device.toString().length()).thenComparing(Path::toString));
        return found;
    }
}
