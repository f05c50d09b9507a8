package io.kedge.bench.run;

import java.util.List;
import java.util.Optional;

import io.kedge.bench.figure.Figure;
import io.kedge.bench.figure.Unit;

/** What a measuring process may say: one line each, which begins with the word. The program in C says the same. */
enum Saying {
    /** How the contender is set up. */
    CONFIGURATION,
    /** Unit, value, name. */
    FIGURE,
    NOTE,
    /** Waits for a byte on its standard input before it goes on. */
    COUNT_THREADS,
    THREADS_COUNTED;

    String beginning() {
        return name() + " ";
    }

    /** {@return the kind of this line, empty if it is none of ours} */
    static Optional<Saying> of(String line) {
        return List.of(values()).stream().filter(saying -> line.startsWith(saying.beginning())).findFirst();
    }

    /** {@return what follows the word} */
    String rest(String line) {
        return line.substring(beginning().length());
    }

    /**
     * {@return the figure of a line that says one}
     *
     * @throws IllegalArgumentException if it does not
     */
    static Figure figure(String line) {
        String[] parts = FIGURE.rest(line).split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("a measuring process said '" + line + "', which lacks unit, value or name");
        }
        return new Figure(parts[2], Unit.valueOf(parts[0]), Double.parseDouble(parts[1]));
    }
}
