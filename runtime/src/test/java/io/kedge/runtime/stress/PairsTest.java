package io.kedge.runtime.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Each ordering comment has its other half, and a jcstress class of its name (TIMER_SLEEP: TimerSleepStress). */
class PairsTest {
    private static final Pattern TAG = Pattern.compile("\\bpair ([A-Z_]+):");

    @Test
    void eachPairIsTwiceInMainCodeAndOnceUnderStress() throws IOException {
        Map<String, Integer> inMain = tagsIn(Path.of("src/main/java"), ".java");
        Map<String, Integer> underStress = tagsIn(Path.of("src/test/java"), "Stress.java");
        assertFalse(inMain.isEmpty(), "no pair found: is the working directory the module's?");
        assertEquals(inMain.keySet(), underStress.keySet(), "the same pairs in main code and in jcstress classes");
        assertAll(inMain.entrySet().stream().map(tag -> () -> assertEquals(2, tag.getValue(), "pair " + tag.getKey())));
    }

    private static Map<String, Integer> tagsIn(Path folder, String suffix) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                count(file, counts);
            }
        }
        return counts;
    }

    private static void count(Path file, Map<String, Integer> counts) throws IOException {
        Matcher tags = TAG.matcher(Files.readString(file));
        while (tags.find()) {
            counts.merge(tags.group(1), 1, Integer::sum);
            if (file.startsWith("src/test")) {
                assertEquals(classOf(tags.group(1)), file.getFileName().toString(), "its jcstress class bears its name");
            }
        }
    }

    private static String classOf(String tag) {
        return Arrays.stream(tag.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining("", "", "Stress.java"));
    }
}
