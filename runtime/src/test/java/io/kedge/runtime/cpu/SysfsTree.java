package io.kedge.runtime.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * Lays out {@code /sys/devices/system} as a machine publishes it, from a text with a line {@code path: value} for each file.
 * {@code [0-3,8]} in a path stands for each of these numbers.
 */
final class SysfsTree {
    private static final Pattern RANGE = Pattern.compile("\\[([0-9,-]+)]");

    private SysfsTree() { }

    /** Writes the files of a machine, one of {@code resources/topology}, below the root. */
    static void layOut(String machine, Path root) throws IOException {
        try (InputStream text = SysfsTree.class.getResourceAsStream("/topology/" + machine + ".txt")) {
            String lines = new String(requireNonNull(text, machine).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : lines.lines().filter(line -> !line.startsWith("#")).toList()) {
                int colon = line.indexOf(':');
                write(root, line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    private static void write(Path root, String path, String value) throws IOException {
        Matcher range = RANGE.matcher(path);
        if (!range.find()) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, value + "\n");
            return;
        }
        for (int number : Sysfs.parse(range.group(1)).stream().toArray()) {
            write(root, path.substring(0, range.start()) + number + path.substring(range.end()), value);
        }
    }
}
