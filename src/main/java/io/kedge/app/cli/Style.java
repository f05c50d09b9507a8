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
    /** For the journal: plain, without what only a person reads who looks on; an event is of its level "debug". */
    JOURNAL {
        @Override
        public String strong(String text) {
            return text;
        }

        @Override
        public String alarm(String text) {
            return text;
        }

        @Override
        public String event(String line) {
            return "<7>" + line;
        }

        @Override
        public boolean watched() {
            return false;
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

    /** {@return the line of an event} */
    public String event(String line) {
        return line;
    }

    /** {@return whether somebody may look on, so that tables and hints for the keyboard are worth their lines} */
    public boolean watched() {
        return true;
    }

    /**
     * {@return the style of this environment} {@code NO_COLOR} wins if it is set and not empty.
     *
     * @param terminal whether the output is a terminal
     * @param output   the output's device and inode, {@code dev:ino}; the journal if {@code JOURNAL_STREAM} names them
     */
    public static Style of(Map<String, String> environment, boolean terminal, String output) {
        if (!terminal && !output.isEmpty() && output.equals(environment.get("JOURNAL_STREAM"))) {
            return JOURNAL;
        }
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return terminal && !refused ? ANSI : PLAIN;
    }
}
