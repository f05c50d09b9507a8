package io.kedge.profile.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Profile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every message a user can get for what stands in a file, word by word: the table is {@code bad-profiles.txt}. */
class BadProfilesTest {
    private static final String HEAD = """
            profile: t
            version: 1
            board: {simulated: true, cpus: 4}
            chips: {gpio: {label: sim, lines: 8, reserved: {0-1: the board}, names: {IN2: 2, IN3: 3}, header: {11: 2, 13: 3}}}
            """;

    private record Case(String name, String file, String messages) {
    }

    @TestFactory
    Stream<DynamicTest> aBadProfileGetsTheseMessages() throws IOException {
        return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> assertEquals(each.messages(), messages(each.file()))));
    }

    private static String messages(String file) {
        ProfileReader reader = new ProfileReader(name -> Finder.load(name).orThrow());
        return switch (reader.read("f", file.getBytes(StandardCharsets.UTF_8))) {
            case LoadResult.Loaded(Profile profile) -> "no problem: " + profile;
            case LoadResult.Problems problems ->
                problems.list().stream().map(problem -> problem.toString().substring(2)).collect(Collectors.joining("\n"));
        };
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream table = BadProfilesTest.class.getResourceAsStream("bad-profiles.txt")) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.substring(text.indexOf("\n=== ") + 1).split("(?m)^=== ", -1)) {
                if (!block.isBlank()) {
                    cases.add(parse(block));
                }
            }
        }
        return cases;
    }

    private static Case parse(String block) {
        int name = block.indexOf('\n') + 1;
        int end = block.lastIndexOf("---\n");
        return new Case(
                block.substring(0, name).strip(), block.substring(name, end).replace("@head\n", HEAD), block.substring(end + 4).strip());
    }
}
