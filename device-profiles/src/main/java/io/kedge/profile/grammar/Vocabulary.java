package io.kedge.profile.grammar;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that are fixed: the profiles in the jar, the workqueues that are always there; and what names of the user look like. */
public final class Vocabulary {

    /** The profiles in the jar, the simulated board first. */
    public static final List<String> SHIPPED = List.of("sim", "qemu-virt", "raspberrypi-4b", "raspberrypi-5");

    /** The engine's own workqueues; a profile may refer to them, but not make them. */
    public static final Set<String> SYSTEM_WORKQUEUES = Set.of(
            "events",
            "events_highpri",
            "events_long",
            "events_unbound",
            "events_dfl_long",
            "events_freezable",
            "events_power_efficient",
            "events_freezable_pwr_efficient",
            "events_bh",
            "events_bh_highpri");

    /** Those of them that run on any CPU. */
    public static final Set<String> UNBOUND_SYSTEM_WORKQUEUES = Set.of("events_unbound", "events_dfl_long");

    /** A line: part of an MQTT topic and, as the line's consumer, of the kernel's 31 characters. */
    static final Shape.Text LINE_ID = new Shape.Text(
            Pattern.compile("[a-z][a-z0-9-]{0,30}"), "a line's name: a-z, 0-9 and '-', beginning with a letter, at most 31 long");

    /** A workqueue: the kernel keeps 31 characters. */
    static final Shape.Text WORKQUEUE = new Shape.Text(
            Pattern.compile("[a-z][a-z0-9_-]{0,30}"),
            "a workqueue's name: a-z, 0-9, '_' and '-', beginning with a letter, at most 31 long");

    /** A chip as the profile calls it. */
    static final Shape.Text CHIP_ALIAS = new Shape.Text(
            Pattern.compile("[a-z][a-z0-9-]{0,30}"), "a chip's name: a-z, 0-9 and '-', beginning with a letter, at most 31 long");

    /** A chip or a line as the kernel calls it: 31 characters without spaces. */
    static final Shape.Text KERNEL_NAME =
            new Shape.Text(Pattern.compile("[!-~]{1,31}"), "a name of the kernel: no spaces, at most 31 characters");

    /** A profile. */
    static final Shape.Text PROFILE =
            new Shape.Text(Pattern.compile("[a-z0-9][a-z0-9-]{0,47}"), "a name: a-z, 0-9 and '-', at most 48 long");

    /** A device-tree string. */
    static final Shape.Text COMPATIBLE = new Shape.Text(
            Pattern.compile("[!-~]{1,127}"), "a device-tree string such as raspberrypi,5-model-b");

    /** Free text of one line. */
    static final Shape.Text SENTENCE = new Shape.Text(
            Pattern.compile("[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]{1,200}"), "a text of one line, at most 200 characters");

    /** A pin of a header. */
    static final Shape.Text PIN = new Shape.Text(Pattern.compile("[1-9][0-9]{0,2}"), "the number of a pin");

    /** One line or a range of lines. */
    static final Shape.Text LINES =
            new Shape.Text(Pattern.compile("[0-9]{1,4}(-[0-9]{1,4})?"), "a line or a range of lines, such as 0-1");

    private Vocabulary() {
    }
}
