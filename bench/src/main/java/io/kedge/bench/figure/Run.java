package io.kedge.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * One call of the command, as it is kept in a file.
 *
 * @param date    when it began: UTC, to the minute
 * @param commit  what was measured, with -dirty if the tree differed
 * @param command what was called
 * @param machine where
 * @param rows    what came of each row
 */
public record Run(String date, String commit, String command, Machine machine, List<RowResult> rows) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Run {
        rows = List.copyOf(rows);
    }

    /** Writes the file, and the folders it is in. */
    public void writeTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JSON.writeValue(file.toFile(), this);
    }

    /**
     * {@return what was written there}
     *
     * @throws IOException if the file is not there or is none of ours; the message names it
     */
    public static Run readFrom(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file + "; a run writes one into bench/target/bench");
        }
        try {
            return JSON.readValue(file.toFile(), Run.class);
        } catch (JsonProcessingException wrong) {
            throw new IOException(file + " is not the file of a run: " + wrong.getOriginalMessage(), wrong);
        }
    }
}
