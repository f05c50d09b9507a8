package io.kedge.bench.contender;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A contender by name.
 *
 * @param name  as one asks for it
 * @param title as the report has it
 * @param flags JVM flags it needs beside everybody's
 * @param maker makes it, given the CPU of whatever can be bound
 */
public record Entry(String name, String title, List<String> flags, IntFunction<Contender> maker) {
    Entry(String name, String title, IntFunction<Contender> maker) {
        this(name, title, List.of(), maker);
    }
}
