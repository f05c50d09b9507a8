package io.kedge.profile.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.kedge.profile.grammar.Vocabulary;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Place;
import io.kedge.profile.model.Problem;
import io.kedge.profile.model.Profile;
import org.jspecify.annotations.Nullable;

/** Finds a profile: among the shipped ones, in a file, or by what the board says of itself. Stateless; any thread. */
public final class Finder {
    private static final ProfileReader READER = new ProfileReader(Finder::shipped);

    private Finder() {
    }

    /** {@return the shipped profile of this name, or the one in the file of this path} */
    public static LoadResult load(String nameOrPath) {
        if (Vocabulary.SHIPPED.contains(nameOrPath)) {
            return READER.read(nameOrPath + ".yaml", shippedBytes(nameOrPath));
        }
        try {
            Path path = Path.of(nameOrPath);
            if (Files.isDirectory(path)) {
                return problem(nameOrPath, "this is a directory; name a file in it", null);
            }
            return READER.read(nameOrPath, firstBytes(path));
        } catch (InvalidPathException e) {
            return unknown(nameOrPath);
        } catch (IOException e) {
            return unreadable(nameOrPath, e);
        }
    }

    /** {@return the reason why a file could not be read, and the cure} */
    static LoadResult unreadable(String nameOrPath, IOException reason) {
        return switch (reason) {
            case NoSuchFileException _ -> unknown(nameOrPath);
            case AccessDeniedException _ -> problem(nameOrPath, "the file may not be read; allow it with chmod a+r", null);
            default -> problem(nameOrPath, "the file cannot be read: " + reason.getMessage(), null);
        };
    }

    /** {@return the shipped profile that fits the board whose device tree has this file} */
    public static LoadResult detect(Path compatible) {
        List<String> said;
        try {
            said = said(compatible);
        } catch (NoSuchFileException e) {
            return problem(compatible.toString(), "this machine has no device tree to tell its board by; name a profile: " + names(), null);
        } catch (IOException e) {
            return problem(compatible.toString(), "what the board says of itself cannot be read (" + e.getMessage() + "); name a profile: " + names(), null);
        }
        for (String one : said) {
            for (String name : Vocabulary.SHIPPED) {
                if (shipped(name).board().fits(List.of(one))) {
                    return load(name);
                }
            }
        }
        return problem(
                compatible.toString(),
                "no shipped profile fits this board, which says it is " + (said.isEmpty() ? "nothing" : String.join(", ", said))
                        + "; name one of " + names() + ", or a file of your own",
                null);
    }

    /**
     * {@return what the board whose device tree has this file says it is, best first}
     *
     * @throws IOException if it has none, or it cannot be read
     */
    public static List<String> said(Path compatible) throws IOException {
        return Arrays.stream(new String(firstBytes(compatible), StandardCharsets.UTF_8).split("\0")).filter(text -> !text.isBlank()).toList();
    }

    private static LoadResult unknown(String nameOrPath) {
        boolean path = nameOrPath.contains("/") || nameOrPath.endsWith(".yaml") || nameOrPath.endsWith(".yml");
        String what = path ? "there is no such file" : "there is no such profile, and no such file";
        return problem(nameOrPath, what + "; shipped profiles: " + names(), Nearest.to(nameOrPath.replaceAll(".*/|\\.ya?ml$", ""), Vocabulary.SHIPPED));
    }

    private static String names() {
        return Vocabulary.SHIPPED.stream().collect(Collectors.joining(", "));
    }

    private static LoadResult problem(String file, String message, @Nullable String suggestion) {
        return new LoadResult.Problems(List.of(new Problem(Place.wholeFile(file), "", file, message, suggestion, "")));
    }

    private static Profile shipped(String name) {
        return READER.read(name + ".yaml", shippedBytes(name)).orThrow();
    }

    private static byte[] shippedBytes(String name) {
        try (InputStream stream = Finder.class.getResourceAsStream("/io/kedge/profile/profiles/" + name + ".yaml")) {
            if (stream == null) {
                throw new IllegalStateException("profile " + name + " is missing from the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one byte more than is allowed, so that a device file that never ends is refused as too large. */
    private static byte[] firstBytes(Path path) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(Decoder.MOST_BYTES + 1);
        }
    }
}
