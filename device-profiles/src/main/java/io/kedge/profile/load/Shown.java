package io.kedge.profile.load;

/** Makes texts of a file fit for a message: on one line, without control characters, and not endless. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {
    }

    /** {@return the text in quotes} */
    static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** {@return the text, its control characters written as escapes, what is too long cut off} */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u%04x".formatted(character));
                default -> shown.appendCodePoint(character);
            }
        });
        return text.codePoints().skip(LONGEST).findAny().isPresent() ? shown + "..." : shown.toString();
    }
}
