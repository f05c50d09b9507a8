package io.kedge.app.mqtt.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;


/**
 * A message as a subscriber got it.
 *
 * @param topic    whole topic
 * @param text     its payload
 * @param qos      as delivered
 * @param retained whether the broker had kept it; with retain-as-published, the flag it was sent with
 * @param expiry   seconds left, null if it never expires
 */
public record Received(String topic, String text, int qos, boolean retained, @Nullable Long expiry) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** {@return the payload as JSON} */
    public JsonNode json() {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON on " + topic + ": " + text, e);
        }
    }

    /** {@return what makes it unique: boot, stream and number} */
    public String identity() {
        String stream = topic.contains("/event/") ? "event" : topic;
        return json().path("boot").asText() + " " + stream + " " + json().path("seq").asText();
    }

    @Override
    public String toString() {
        return topic + " " + text;
    }
}
