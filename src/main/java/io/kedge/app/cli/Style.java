package io.kedge.app.cli;

import java.util.Map;

/** How the terminal emphasises. Emphasis only repeats what the words say, so that nothing is lost without it. */
public enum Style {
    /** Nothing but text: a pipe, a file, {@code NO_COLOR}, a dumb terminal. */
    PLAIN {
        @Override
        public String strong(String text) {
            return text;
        }

        @Override
        public String alarm(String text) {
            return text;
        }
    },
    /** ANSI sequences: bold, and bold red. */
    ANSI {
        @Override
        public String strong(String text) {
            return "\u001b[1m" + text + "\u001b[0m";
        }

        @Override
        public String alarm(String text) {
            return "\u001b[1;31m" + text + "\u001b[0m";
        }
    };

    /** {@return the text as something that began: a button pressed, a contact closed} */
    public abstract String strong(String text);

    /** {@return the text as something that is wrong} */
    public abstract String alarm(String text);

    /**
     * {@return the style of this environment} {@code NO_COLOR} wins if it is set and not empty.
     *
     * @param terminal whether the output is a terminal
     */
    public static Style of(Map<String, String> environment, boolean terminal) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return terminal && !refused ? ANSI : PLAIN;
    }
}
