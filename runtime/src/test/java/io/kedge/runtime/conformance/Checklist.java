package io.kedge.runtime.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rules that the engine follows: section 13 of cmwq.md, in the folder {@code shared/spec} beside the project. */
final class Checklist {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Path SPEC = PROJECT.resolveSibling("shared").resolve("spec").resolve("cmwq.md");
    private static final Path DESIGN = PROJECT.resolveSibling("shared").resolve("DESIGN.md");
    private static final Path DEVIATIONS = PROJECT.resolve("DEVIATIONS.md");
    private static final Pattern SECTION = Pattern.compile("### ([A-Z])\\. .*");
    private static final Pattern RULE = Pattern.compile("- \\*\\*(R\\d+)\\*\\* \\[([UAK])] (.*)");
    private static final Pattern NAME = Pattern.compile("(?<!-)\\bR(\\d+)(?: to R(\\d+))?\\b(?!-)");   // not "rules R1-R150"

    /**
     * One rule.
     *
     * @param name    for instance R17
     * @param section A to P
     * @param tag     U: testable as it is, A: with the substitution it names, K: the kernel's own
     */
    record Rule(String name, char section, char tag, String text) { }

    /** A rule, or some, that the engine does not follow to the letter, and the tests that show what it does instead. */
    record Deviation(List<String> rules, String shownBy) { }

    private Checklist() { }

    static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        char section = '?';
        for (String line : read(SPEC)) {
            Matcher heading = SECTION.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (heading.matches()) {
                section = heading.group(1).charAt(0);
            } else if (rule.matches()) {
                rules.add(new Rule(rule.group(1), section, rule.group(2).charAt(0), rule.group(3)));
            }
        }
        assertTrue(rules.size() >= 150, () -> SPEC + " has only " + rules.size() + " rules: has its form changed?");
        return rules;
    }

    /** {@return the names of the rules that the design mentions} */
    static List<String> namedByDesign() throws IOException {
        return namesIn(String.join("\n", read(DESIGN)));
    }

    /** {@return the rows of the table in DEVIATIONS.md} */
    static List<Deviation> deviations() throws IOException {
        List<Deviation> rows = read(DEVIATIONS).stream()
                .filter(line -> line.startsWith("| R"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .map(cells -> new Deviation(namesIn(cells[1]), cells[4]))
                .toList();
        assertTrue(!rows.isEmpty(), () -> DEVIATIONS + " has no table: has its form changed?");
        return rows;
    }

    private static List<String> namesIn(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            int first = Integer.parseInt(name.group(1));
            int last = name.group(2) == null ? first : Integer.parseInt(name.group(2));
            for (int number = first; number <= last; number++) {
                names.add("R" + number);
            }
        }
        return names;
    }

    private static List<String> read(Path file) throws IOException {
        assertTrue(Files.isReadable(file), () -> "the rules cannot be compared with the tests: there is no " + file);
        return Files.readAllLines(file);
    }
}
