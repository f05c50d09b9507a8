package io.kedge.app.cli;

/** Breaks long sentences into lines of a terminal. */
final class Wrap {
    static final int WIDTH = 80;

    private Wrap() { }

    /**
     * {@return the text in lines of at most 80 characters, broken at spaces} A word that is longer stands alone on its line.
     *
     * @param indent spaces before every line but the first
     */
    static String at80(String text, int indent) {
        var lines = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                lines.append('\n').append(" ".repeat(indent)).append(word);
                column = indent + word.length();
            } else {
                lines.append(lines.isEmpty() ? "" : " ").append(word);
                column += (lines.length() == word.length() ? 0 : 1) + word.length();
            }
        }
        return lines.toString();
    }
}
