package io.kedge.profile.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.Drive;
import io.kedge.hal.api.Edges;
import io.kedge.profile.grammar.Shape.Bar;
import io.kedge.profile.grammar.Shape.Block;
import io.kedge.profile.grammar.Shape.Choice;
import io.kedge.profile.grammar.Shape.Flag;
import io.kedge.profile.grammar.Shape.Listing;
import io.kedge.profile.grammar.Shape.Span;
import io.kedge.profile.grammar.Shape.Table;
import io.kedge.profile.grammar.Shape.Whole;
import io.kedge.profile.model.LineKind;
import io.kedge.profile.model.Publish;
import io.kedge.profile.model.WorkqueueSpec;

import static io.kedge.profile.grammar.Vocabulary.CHIP_ALIAS;
import static io.kedge.profile.grammar.Vocabulary.COMPATIBLE;
import static io.kedge.profile.grammar.Vocabulary.KERNEL_NAME;
import static io.kedge.profile.grammar.Vocabulary.LINES;
import static io.kedge.profile.grammar.Vocabulary.LINE_ID;
import static io.kedge.profile.grammar.Vocabulary.PIN;
import static io.kedge.profile.grammar.Vocabulary.PROFILE;
import static io.kedge.profile.grammar.Vocabulary.SENTENCE;
import static io.kedge.profile.grammar.Vocabulary.WORKQUEUE;

/** Every key a profile of version 1 may have. Nothing else names the keys a file may use. */
public final class ProfileGrammar {

    /** The largest number of lines a chip may have. */
    public static final int MOST_LINES = 4096;

    /** The largest number of a CPU, plus one. */
    public static final int MOST_CPUS = 1024;

    /** What may stand after {@code debounce-policy}: every policy but none, which is to write no debounce. */
    private static final List<String> DEBOUNCE_POLICIES =
            Arrays.stream(Debounce.Policy.values()).filter(policy -> policy != Debounce.Policy.NONE).map(ProfileGrammar::word).toList();

    private static final Block BOARD = block(
            "the board",
            Map.of("simulate", "'simulated: true' says so", "extends", "'like' takes the facts of a shipped profile"),
            optional("description", SENTENCE, "What people call the board."),
            optional(
                    "like",
                    choice(Vocabulary.SHIPPED),
                    "The shipped profile to take the facts of the board and its chips from; its lines are not taken."),
            optional(
                    "compatible",
                    new Listing(COMPATIBLE, "a list of device-tree strings such as [raspberrypi,5-model-b]"),
                    "The device-tree strings the board is recognised by (/proc/device-tree/compatible), best first."),
            optional("simulated", new Flag(), "True if the lines exist only in memory."),
            optional("cpus", new Whole(1, MOST_CPUS), "How many CPUs the board has."));

    private static final Block CHIP = block(
            "a chip",
            Map.of("name", "a chip is found by its 'label' ('gpiodetect' shows it in brackets)"),
            required("label", KERNEL_NAME, "The chip's label as gpiodetect shows it in brackets; chip numbers move, labels stay."),
            required("lines", new Whole(1, MOST_LINES), "How many lines the chip has."),
            optional(
                    "header",
                    new Table(PIN, new Whole(0, MOST_LINES - 1), "pin"),
                    "Which line each pin of the board's header leads to: pin to offset."),
            optional(
                    "names",
                    new Table(KERNEL_NAME, new Whole(0, MOST_LINES - 1), "line name"),
                    "The names lines may be given by: name to offset. Without it, names are looked up on the board."),
            optional("reserved", new Table(LINES, SENTENCE, "reserved line"), "Lines that belong to the board, and why."));

    private static final Block WORKQUEUE_BLOCK = new Block(
            "a workqueue",
            List.of(
                    optional(
                            "kind",
                            choice(Arrays.stream(WorkqueueSpec.Kind.values()).map(WorkqueueSpec.Kind::key).toList()),
                            "percpu: on the CPU that queued the work, or the line's 'cpu'. unbound: on any CPU. "
                                    + "ordered: one at a time, in order. Default percpu."),
                    optional("highpri", new Flag(), "True to go ahead of normal work. Default false."),
                    optional("max-active", new Whole(1, 2048), "How many items are active at once. Default 1024.")),
            List.of(),
            List.of(new Bar("kind", List.of("ordered"), List.of("highpri", "max-active"), "runs one item at a time and has no %s")),
            Map.of(
                    "type", "'kind' says where its items run",
                    "priority", "'highpri: true' gives it high priority"));

    private static final Block LINE = new Block(
            "a line",
            List.of(
                    required("as", choice(Arrays.stream(LineKind.values()).map(LineKind::key).toList()), "What is wired to the line."),
                    optional("description", SENTENCE, "What it is, for people."),
                    optional("chip", CHIP_ALIAS, "The chip, by its key under 'chips'. May be left out where there is only one."),
                    optional("offset", new Whole(0, MOST_LINES - 1), "The line's number on its chip (on a Raspberry Pi: the BCM number)."),
                    optional("name", KERNEL_NAME, "The line's name as gpioinfo shows it."),
                    optional("pin", new Whole(1, 999), "The pin on the board's header."),
                    optional(
                            "bias",
                            choice(words(Bias.values()), Map.of("up", "pull-up", "down", "pull-down", "none", "disabled", "off", "disabled")),
                            "What holds the level while nobody drives the line. Default as-is."),
                    optional("active-low", new Flag(), "True if electrically low means pressed, closed, on. Default false."),
                    optional(
                            "edges",
                            choice(words(Edges.values()), Map.of("any", "both", "change", "both")),
                            "Which edges are events, electrically. Default both; for a pulse-counter without debounce, "
                                    + "or with policy count or kernel, its active edge."),
                    optional("debounce", new Span(), "How long a contact bounces. Default: no debounce."),
                    optional(
                            "debounce-policy",
                            choice(DEBOUNCE_POLICIES),
                            "settle: an event when the level has been steady that long. leading: an event at the first edge, "
                                    + "then none for that long. glitch: shorter pulses never happened. count: 'debounce-count' edges or more within "
                                    + "that time are one event, with their number. kernel: the kernel decides, "
                                    + "as settle does; bounces are not counted, stamps are late. Default settle."),
                    optional(
                            "debounce-count",
                            new Whole(1, Debounce.MOST_EDGES),
                            "How many edges within 'debounce' make an event, with debounce-policy: count."),
                    optional(
                            "poll",
                            new Span(),
                            "How often its level is read, 1ms to 10s, where the chip cannot raise interrupts; shorter pulses are not seen. "
                                    + "Default: interrupts."),
                    optional("workqueue", WORKQUEUE, "The workqueue its events are handled on. Default gpio."),
                    optional("cpu", new Whole(0, MOST_CPUS - 1), "The CPU its events are handled on. Default: the one that took the interrupt."),
                    optional(
                            "drive",
                            choice(words(Drive.values())),
                            "How an output makes its levels. Default push-pull."),
                    optional(
                            "safe",
                            choice(
                                    List.of("inactive", "active"),
                                    Map.of("off", "inactive", "on", "active", "false", "inactive", "true", "active")),
                            "The state an output has at start and is left in at the end. Default inactive."),
                    optional(
                            "publish",
                            choice(
                                    Arrays.stream(Publish.values()).map(Publish::key).toList(),
                                    Map.of("none", "nothing", "false", "nothing", "true", "all", "both", "all")),
                            "What goes out over MQTT. Default all; for a pulse-counter and outputs value.")),
            List.of("offset", "name", "pin"),
            List.of(
                    new Bar(
                            "as",
                            LineKind.keys(Direction.OUTPUT),
                            List.of("edges", "debounce", "debounce-policy", "debounce-count", "poll"),
                            "is an output and has no %s"),
                    new Bar("as", LineKind.keys(Direction.INPUT), List.of("drive", "safe"), "is an input and has no %s")),
            Map.of(
                    "direction", "the direction follows from 'as'",
                    "mode", "the direction follows from 'as', the resistor from 'bias'",
                    "pull", "'bias' says pull-up or pull-down",
                    "inverted", "'active-low: true' inverts a line",
                    "type", "'as' says what is wired to the line",
                    "gpio", "'offset' is the line's number (on a Raspberry Pi: the BCM number)",
                    "bcm", "'offset' is the BCM number",
                    "initial", "'safe' says how an output starts and ends",
                    "debounce-ms", "'debounce' takes a number with its unit: debounce: 20ms"));

    /** The whole file. */
    public static final Block PROFILE_BLOCK = block(
            "a profile",
            Map.of(
                    "name", "'profile' is the profile's name",
                    "gpio", "'lines' lists what is wired",
                    "extends", "'board: {like: NAME}' takes the facts of a shipped profile's board"),
            required("profile", PROFILE, "The profile's name."),
            required("version", new Whole(1, 1), "The version of this format."),
            required("board", BOARD, "The board the profile is for."),
            optional("chips", new Table(CHIP_ALIAS, CHIP, "chip"), "The GPIO chips, each under a name of your choice."),
            optional(
                    "workqueues",
                    new Table(WORKQUEUE, WORKQUEUE_BLOCK, "workqueue"),
                    "The workqueues that lines refer to, each under a name of your choice."),
            required("lines", new Table(LINE_ID, LINE, "line"), "What is wired, each line under a name of your choice."));

    private ProfileGrammar() {
    }

    /** {@return the word a constant has in a profile: {@code pull-up} for {@code PULL_UP}} */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(ProfileGrammar::word).toList();
    }

    private static Choice choice(List<String> words) {
        return new Choice(words, Map.of());
    }

    private static Choice choice(List<String> words, Map<String, String> foreign) {
        return new Choice(words, foreign);
    }

    private static Shape.Key required(String name, Shape shape, String help) {
        return new Shape.Key(name, shape, true, help);
    }

    private static Shape.Key optional(String name, Shape shape, String help) {
        return new Shape.Key(name, shape, false, help);
    }

    private static Block block(String noun, Map<String, String> foreign, Shape.Key... keys) {
        return new Block(noun, List.of(keys), List.of(), List.of(), foreign);
    }
}
