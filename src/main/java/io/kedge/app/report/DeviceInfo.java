package io.kedge.app.report;

import java.util.List;
import java.util.Set;

/**
 * What a device is: the body of the topic {@code info}.
 *
 * @param version    of Kedge
 * @param build      build id
 * @param board      what people call the board
 * @param simulated  whether its lines exist only in memory
 * @param profile    the profile's name and digest
 * @param lines      what each line means
 * @param workqueues with their flags and limits
 * @param jvm        the Java runtime
 * @param kernel     the operating system's kernel
 * @param hostBoot   the kernel's boot id, empty if it has none
 * @param degraded   what the device has to do without, each with its cure
 */
public record DeviceInfo(
        String version,
        String build,
        String board,
        boolean simulated,
        Profile profile,
        List<Line> lines,
        List<Queue> workqueues,
        String jvm,
        String kernel,
        String hostBoot,
        List<String> degraded) {

    /**
     * The device profile in use.
     *
     * @param name   its name
     * @param digest SHA-256 of its text, hexadecimal
     */
    public record Profile(String name, String digest) { }

    /**
     * One line.
     *
     * @param id        the id in topics
     * @param meaning   button, contact, motion, relay, ...
     * @param direction input or output
     */
    public record Line(String id, String meaning, String direction) { }

    /**
     * One workqueue.
     *
     * @param name      its name
     * @param flags     the kernel's names
     * @param maxActive how many items run at once
     */
    public record Queue(String name, Set<String> flags, int maxActive) { }
}
