package io.kedge.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kedge.hal.api.LineConfig;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;
import io.kedge.profile.model.WorkqueueSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The shipped profiles say what they are meant to say. */
class ProfilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/kedge/profile/profiles");

    private static Profile load(String name) {
        return Profiles.load(name).orThrow();
    }

    private static String lines(Profile profile) {
        return profile.entries().stream().map(ProfilesTest::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(ProfileLine line) {
        LineConfig config = line.config();
        String wiring = config.bias() + (config.activeLow() ? " active-low " : " active-high ");
        String events = config.edges() + " " + config.debounce().policy() + " " + config.debounce().period().toMillis() + "ms";
        return line.id() + ": " + line.kind() + " at " + config.address() + ", " + wiring + config.direction() + ", " + events
                + ", on " + config.workqueue() + ", publishes " + line.publish();
    }

    @Test
    void simHasOneLineOfEachKindThatIsInUse() {
        Profile sim = load("sim");
        assertEquals(
                """
                button: BUTTON at kedge-sim:0, PULL_UP active-low INPUT, BOTH SETTLE 20ms, on inputs, publishes ALL
                door: CONTACT at kedge-sim:1, PULL_UP active-low INPUT, BOTH LEADING 50ms, on inputs, publishes ALL
                meter: PULSE_COUNTER at kedge-sim:2, PULL_UP active-low INPUT, BOTH SETTLE 2ms, on inputs, publishes VALUE
                relay: RELAY at kedge-sim:3, AS_IS active-high OUTPUT, NONE NONE 0ms, on gpio, publishes VALUE
                led: LED at kedge-sim:4, AS_IS active-high OUTPUT, NONE NONE 0ms, on gpio, publishes VALUE
                """,
                lines(sim));
        assertEquals(List.of(new WorkqueueSpec("inputs", WorkqueueSpec.Kind.PERCPU, true, 0)), sim.workqueues());
        assertTrue(sim.board().simulated());
        assertEquals(8, sim.chips().getFirst().lines());
    }

    @Test
    void qemuVirtHasThePl061() {
        Profile virt = load("qemu-virt");
        assertEquals(
                """
                button: BUTTON at 9030000.pl061:0, AS_IS active-high INPUT, BOTH SETTLE 20ms, on gpio, publishes ALL
                door: CONTACT at 9030000.pl061:1, AS_IS active-high INPUT, BOTH LEADING 50ms, on gpio, publishes ALL
                meter: PULSE_COUNTER at 9030000.pl061:2, AS_IS active-high INPUT, RISING NONE 0ms, on gpio, publishes VALUE
                motion: MOTION at 9030000.pl061:4, AS_IS active-high INPUT, BOTH NONE 0ms, on gpio, publishes ALL
                relay: RELAY at 9030000.pl061:6, AS_IS active-high OUTPUT, NONE NONE 0ms, on gpio, publishes VALUE
                led: LED at 9030000.pl061:7, AS_IS active-high OUTPUT, NONE NONE 0ms, on gpio, publishes VALUE
                """,
                lines(virt));
        assertEquals(8, virt.chips().getFirst().lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"raspberrypi-4b", "raspberrypi-5"})
    void aRaspberryPiHasInputsOnlyAndItsWholeHeader(String name) {
        Profile pi = load(name);
        String label = name.endsWith("5") ? "pinctrl-rp1" : "pinctrl-bcm2711";
        assertEquals(
                """
                button: BUTTON at LABEL:17, PULL_UP active-low INPUT, BOTH SETTLE 20ms, on gpio, publishes ALL
                door: CONTACT at LABEL:27, PULL_UP active-low INPUT, BOTH SETTLE 50ms, on gpio, publishes ALL
                meter: PULSE_COUNTER at LABEL:22, PULL_UP active-low INPUT, BOTH SETTLE 2ms, on gpio, publishes VALUE
                """
                        .replace("LABEL", label),
                lines(pi));
        Chip chip = pi.chips().getFirst();
        assertEquals(name.endsWith("5") ? 54 : 58, chip.lines());
        assertEquals(IntStream.range(0, 28).boxed().toList(), chip.header().values().stream().sorted().toList());
        assertEquals(new TreeSet<>(chip.header().values()), new TreeSet<>(chip.names().values()));
        assertTrue(chip.names().entrySet().stream()
                .allMatch(entry -> entry.getKey().startsWith("ID_") || entry.getKey().equals("GPIO" + entry.getValue())));
        assertTrue(IntStream.range(2, 28).noneMatch(offset -> chip.reserved().stream().anyMatch(range -> range.contains(offset))));
        assertTrue(IntStream.range(28, chip.lines()).allMatch(offset -> chip.reserved().stream().anyMatch(range -> range.contains(offset))));
        assertEquals(4, pi.board().cpus());
    }

    @Test
    void theFortyPinsLeadWhereTheyDoOnTheBoard() {
        String pins = load("raspberrypi-5").chips().getFirst().header().entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(" "));
        assertEquals(
                "3:2 5:3 7:4 8:14 10:15 11:17 12:18 13:27 15:22 16:23 18:24 19:10 21:9 22:25 23:11 24:8 26:7 27:0 28:1 29:5 31:6 "
                        + "32:12 33:13 35:19 36:16 37:26 38:20 40:21",
                pins);
        assertEquals(load("raspberrypi-5").chips().getFirst().header(), load("raspberrypi-4b").chips().getFirst().header());
    }

    static List<String> shipped() {
        return Profiles.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theDigestIsThatOfTheFile(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(name + ".yaml"));
        Profile profile = load(name);
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), profile.digest());
        assertEquals(name, profile.name());
    }

    @Test
    void everyShippedFileIsListed() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    new TreeSet<>(Profiles.shipped()),
                    files.map(file -> file.getFileName().toString().replace(".yaml", "")).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aProfileCanBeBuiltOnAShippedBoard(String name) {
        LoadResult result = TestProfiles.read("profile: mine\nversion: 1\nboard: {like: " + name + "}\nlines: {a: {as: led, offset: 5, safe: active}}\n");
        Profile mine = result.orThrow();
        assertEquals(load(name).board(), mine.board());
        assertEquals(load(name).chips(), mine.chips());
        assertEquals(List.of(), mine.workqueues());
        assertEquals(1, mine.lines().size());
        assertTrue(mine.lines().getFirst().initialActive());
    }
}
