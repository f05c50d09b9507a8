package io.kedge.app.mqtt.support;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.kedge.app.report.Schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Holds messages to the schemas that are published with them. */
public final class SchemaOracle {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private SchemaOracle() { }

    /** Fails unless the message's payload fits the schema of its topic. */
    public static void assertFits(Received message) {
        assertFits(schemaOf(message.topic()), message.json());
    }

    /** Fails unless the document fits the schema of this name. */
    public static void assertFits(String name, JsonNode document) {
        Set<ValidationMessage> faults = FACTORY.getSchema(Schemas.load(name)).validate(document);
        assertEquals(Set.of(), faults, () -> name + ": " + document);
    }

    /** {@return how many faults a document has} For what must not fit. */
    public static int faults(String name, JsonNode document) {
        return FACTORY.getSchema(Schemas.load(name)).validate(document).size();
    }

    private static String schemaOf(String topic) {
        String[] levels = topic.split("/");   // kedge, shard, device, kind, ...
        return levels[3].equals("stats") ? "stats-" + levels[4] : levels[3];
    }
}
