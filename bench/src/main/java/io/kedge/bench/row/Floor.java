package io.kedge.bench.row;

import java.util.List;

/**
 * Something that the program in C measures: no engine can be quicker on this machine.
 *
 * @param contender under which name its figures stand
 * @param arguments of the program
 */
public record Floor(String contender, List<String> arguments) {
    Floor(String contender, Object... arguments) {
        this(contender, List.of(arguments).stream().map(String::valueOf).toList());
    }
}
