package io.kedge.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.profile.load.ProfileReader;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Place;
import io.kedge.profile.model.Problem;
import io.kedge.profile.model.Profile;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever happens to a profile on its way, the reader gives a profile or problems within the file, and nothing else. */
class MutationTest {
    private static final int MUTATIONS = 10_000;
    private static final long SEED = 20_261_122;
    private static final List<String> SCRAPS = List.of(
            ":", ": ", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a", "!!int ", "!x ", "? ", "|\n", ">-\n", "%YAML 1.1\n", "---\n", "...\n",
            "<<: ", "#", "\t", "\r", "\n", "\n\n  ", "\u0000", "\uFEFF", "\u2028", "\uD83D\uDE80", "~", "null", "yes", "-1", "0x1F", "1e9", ".inf",
            "99999999999999999999", "20ms", "9s", "like: sim", "offset: 3", "pin: 1", "as: relay", "safe: on", "debounce: 1s", "lines:\n", "chips: {}\n");

    private final SchemaOracle oracle = new SchemaOracle();
    private final ProfileReader reader = new ProfileReader(name -> Profiles.load(name).orThrow());

    @Test
    void theReaderGivesAProfileOrProblemsWithinTheFile() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        List<byte[]> originals = new ArrayList<>();
        for (String name : Profiles.shipped()) {
            originals.add(Files.readAllBytes(Path.of("src/main/resources/io/kedge/profile/profiles", name + ".yaml")));
        }
        int loaded = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = originals.get(random.nextInt(originals.size()));
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                bytes = mutate(bytes, random);
            }
            loaded += check(bytes, i) ? 1 : 0;
        }
        assertTrue(loaded > MUTATIONS / 100 && loaded < MUTATIONS / 2, "mutations should spare some and break most, spared " + loaded);
    }

    /** {@return whether it is still a profile} */
    private boolean check(byte[] bytes, int number) {
        try {
            return switch (reader.read("f", bytes)) {
                case LoadResult.Loaded(Profile profile) -> {
                    checkSound(profile);
                    assertEquals(Set.of(), oracle.validate(new String(bytes, StandardCharsets.UTF_8)), "the reader accepts, the schema does not");
                    yield true;
                }
                case LoadResult.Problems(List<Problem> problems) -> {
                    problems.forEach(problem -> checkWithin(problem, bytes));
                    yield false;
                }
            };
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new AssertionError("mutation " + number + " of seed " + SEED + ":\n" + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    /** Everything that must hold of a profile, whatever the file looked like. */
    private static void checkSound(Profile profile) {
        Set<LineAddress> taken = new HashSet<>();
        for (LineConfig line : profile.lines()) {
            Chip chip = profile.chips().stream().filter(each -> each.label().equals(line.address().chip())).findFirst().orElseThrow();
            int offset = line.address().offset();
            assertTrue(taken.add(line.address()), () -> "taken twice: " + line);
            assertTrue(offset < chip.lines(), () -> "beyond the chip: " + line);
            assertTrue(chip.reserved().stream().noneMatch(range -> range.contains(offset)), () -> "reserved: " + line);
            assertTrue(profile.board().cpus() == 0 || line.cpu() < profile.board().cpus(), () -> "no such CPU: " + line);
        }
    }

    private static void checkWithin(Problem problem, byte[] bytes) {
        Place place = problem.place();
        List<String> lines = Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1));
        assertTrue(place.line() == 0 || place.line() <= lines.size(), () -> "beyond the last line: " + problem);
        String line = place.line() == 0 ? "" : lines.get(place.line() - 1);
        assertTrue(place.column() <= line.codePointCount(0, line.length()) + 1, () -> "beyond the end of its line: " + problem);
        assertFalse(problem.message().isBlank(), () -> "says nothing: " + problem);
        assertTrue(problem.toString().chars().noneMatch(Character::isISOControl), () -> "is not one line: " + problem);
        assertFalse(problem.excerpt().isBlank(), () -> "shows nothing: " + problem);
    }

    private static byte[] mutate(byte[] bytes, RandomGenerator random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 12));
        return switch (random.nextInt(6)) {
            case 0 -> splice(bytes, at, to, new byte[0]);
            case 1 -> splice(bytes, at, at, scrap(random));
            case 2 -> splice(bytes, at, to, scrap(random));
            case 3 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 4 -> splice(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            default -> moveLine(bytes, random);
        };
    }

    private static byte[] scrap(RandomGenerator random) {
        return SCRAPS.get(random.nextInt(SCRAPS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] moveLine(byte[] bytes, RandomGenerator random) {
        List<String> lines = new ArrayList<>(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
        String line = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }
}
