package io.kedge.app.report;

import java.util.List;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kedge.app.mqtt.support.SchemaOracle;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The schemas refuse what they should; that real messages fit is shown where messages are made. */
class SchemasTest {
    private static final String ENVELOPE =
            "\"v\":1,\"boot\":\"0123456789abcdef\",\"ts\":\"2026-11-22T00:00:00.123Z\",\"clock\":\"synced\"";

    @Test
    void stateKnowsWhichFieldsGoTogether() throws Exception {
        List<String> fits = List.of(
                "{" + ENVELOPE + ",\"state\":\"online\"}",
                "{" + ENVELOPE + ",\"state\":\"degraded\",\"reasons\":[\"no-priorities\"]}",
                "{" + ENVELOPE + ",\"state\":\"frozen\",\"reasons\":[\"maintenance: swapping the relay\"]}",
                "{" + ENVELOPE + ",\"state\":\"offline\",\"cause\":\"stopped\"}",
                "{\"v\":1,\"boot\":\"0123456789abcdef\",\"state\":\"offline\",\"cause\":\"lost\"}");
        List<String> doesNot = List.of(
                "{" + ENVELOPE + ",\"state\":\"online\",\"cause\":\"lost\"}",
                "{" + ENVELOPE + ",\"state\":\"offline\"}",
                "{" + ENVELOPE + ",\"state\":\"offline\",\"cause\":\"lost\"}",
                "{\"v\":1,\"boot\":\"0123456789abcdef\",\"state\":\"offline\",\"cause\":\"stopped\"}",
                "{\"v\":1,\"boot\":\"0123456789abcdef\",\"state\":\"online\"}",
                "{" + ENVELOPE + ",\"state\":\"asleep\"}",
                "{" + ENVELOPE + ",\"state\":\"frozen\"}",
                "{" + ENVELOPE + ",\"state\":\"online\",\"extra\":1}");
        for (String text : fits) {
            SchemaOracle.assertFits("state", new JsonMapper().readTree(text));
        }
        for (String text : doesNot) {
            assertTrue(SchemaOracle.faults("state", new JsonMapper().readTree(text)) > 0, text);
        }
    }

    @Test
    void everySchemaRefusesAnEmptyObjectAndNamesItself() {
        for (String name : Schemas.names()) {
            assertTrue(SchemaOracle.faults(name, new JsonMapper().createObjectNode()) > 0, name);
            ObjectNode schema = (ObjectNode) Schemas.load(name);
            assertTrue(schema.path("$id").asText().endsWith(":" + name), name);
        }
    }
}
