package io.kedge.app.web;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kedge.app.config.Nearest;

/**
 * What an operator asks for: {@code {"frozen": true, "reason": "swapping the relay"}}.
 *
 * @param frozen whether the workqueues shall stand still
 * @param reason what the operator says of it, empty if nothing
 */
record MaintenanceRequest(boolean frozen, String reason) {
    /** As many characters as a reason may have. */
    static final int LONGEST_REASON = 200;

    private static final List<String> KEYS = List.of("frozen", "reason");
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build().reader();

    /**
     * {@return the request in this body}
     *
     * @throws IllegalArgumentException if it is none; the message names what is wrong and how it should be
     */
    static MaintenanceRequest parse(String body) {
        JsonNode request = read(body);
        if (!request.isObject()) {
            throw new IllegalArgumentException("the body must be a JSON object like {\"frozen\": true, \"reason\": \"swapping the relay\"}");
        }
        for (Map.Entry<String, JsonNode> field : request.properties()) {
            if (!KEYS.contains(field.getKey())) {
                throw new IllegalArgumentException("unknown key '" + shortened(field.getKey()) + "'" + Nearest.hint(field.getKey(), KEYS));
            }
        }
        JsonNode frozen = request.path("frozen");
        if (!frozen.isBoolean()) {
            throw new IllegalArgumentException("'frozen' must be true or false, " + (frozen.isMissingNode() ? "but is missing" : "was " + shown(frozen)));
        }
        return new MaintenanceRequest(frozen.booleanValue(), reason(request.path("reason"), frozen.booleanValue()));
    }

    private static JsonNode read(String body) {
        try {
            return READER.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the body is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    private static String reason(JsonNode reason, boolean frozen) {
        if (reason.isMissingNode()) {
            return "";
        }
        if (!frozen) {
            throw new IllegalArgumentException("'reason' goes with 'frozen': true only; leave it out");
        }
        if (!reason.isTextual()) {
            throw new IllegalArgumentException("'reason' must be a text, was " + shown(reason));
        }
        String text = reason.textValue().strip();
        if (text.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("'reason' has " + text.length() + " characters, at most " + LONGEST_REASON + " are allowed");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'reason' must be one line without control characters");
        }
        return text;
    }

    private static String shown(JsonNode value) {
        return shortened(value.toString());
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
