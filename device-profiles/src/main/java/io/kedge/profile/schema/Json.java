package io.kedge.profile.schema;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts, numbers and truth values as JSON, two spaces deep a level; lists of scalars on one line. */
final class Json {

    private Json() {
    }

    /** {@return the value as JSON, with a line break at its end} */
    static String write(Object value) {
        return render(value, "") + "\n";
    }

    private static String render(Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> inner + quote(entry.getKey().toString()) + ": " + render(entry.getValue(), inner))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case Collection<?> list when list.stream().noneMatch(Map.class::isInstance) ->
                list.stream().map(item -> render(item, inner)).collect(Collectors.joining(", ", "[", "]"));
            case Collection<?> list ->
                list.stream().map(item -> inner + render(item, inner)).collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quote(value.toString());
        };
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (character < ' ') {
                        quoted.append("\\u%04x".formatted(character));
                    } else {
                        quoted.appendCodePoint(character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
