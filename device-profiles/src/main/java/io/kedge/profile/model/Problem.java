package io.kedge.profile.model;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a profile, fit to be shown to the one who wrote it.
 *
 * @param place      where it stands
 * @param path       which key it concerns ({@code lines.button.debounce}); empty for the file as a whole
 * @param found      the text that stands there; empty if something is missing
 * @param message    what is wrong and what was expected
 * @param suggestion what was probably meant, null if nothing is near
 * @param source     the line of the file it stands in; empty for the file as a whole
 */
public record Problem(Place place, String path, String found, String message, @Nullable String suggestion, String source) {

    /** Refuses null where there must be a text. */
    public Problem {
        requireNonNull(place, "place");
        requireNonNull(path, "path");
        requireNonNull(found, "found");
        requireNonNull(message, "message");
        requireNonNull(source, "source");
    }

    /** {@return the problem on one line: {@code file:line:column: path: message; did you mean 'x'?}} */
    @Override
    public String toString() {
        String where = path.isEmpty() ? place + ": " : place + ": " + path + ": ";
        String cure = suggestion == null ? "" : "; did you mean '" + suggestion + "'?";
        return where + message + cure;
    }

    /** {@return the problem, then the line of the file with a mark under the text; ends without a line break} */
    public String excerpt() {
        if (place.line() == 0) {
            return toString();
        }
        String number = "%5d".formatted(place.line());
        int before = source.offsetByCodePoints(0, Math.min(place.column() - 1, source.codePointCount(0, source.length())));
        String indent = source.substring(0, before).replaceAll("[^\t]", " ");
        int length = Math.clamp(found.lines().findFirst().orElse("").length(), 1, Math.max(1, source.length() - before));
        return this + "\n" + number + " | " + source + "\n      | " + indent + "^".repeat(length);
    }
}
