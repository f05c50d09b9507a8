package io.kedge.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON Schemas of the payloads, as they lie in the jar. */
public final class Schemas {
    private static final List<String> NAMES = List.of("state", "info", "event", "value", "stats-workqueues",
            "stats-pools", "stats-lines");

    private Schemas() { }

    /** {@return what the schemas are called, on the topic and in the jar} */
    public static List<String> names() {
        return NAMES;
    }

    /** {@return the schema of this name} */
    public static JsonNode load(String name) {
        String resource = "/schema/" + name + ".json";
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource + "; install Kedge anew");
            }
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
