package io.kedge.profile.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kedge.profile.grammar.ProfileGrammar;
import io.kedge.profile.grammar.Shape;
import io.kedge.profile.grammar.Shape.Bar;
import io.kedge.profile.grammar.Shape.Block;

/**
 * Writes the table of keys as JSON Schema draft-07, the newest that the YAML language server understands. What the schema
 * cannot say (references, lines taken twice, lines beyond the chip) only the reader checks.
 */
public final class SchemaWriter {

    private SchemaWriter() {
    }

    /** {@return the schema of a profile} */
    public static String write() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("$id", "urn:kedge:schema:profile:1");
        schema.put("title", "Kedge device profile");
        schema.putAll(schema(ProfileGrammar.PROFILE_BLOCK));
        return Json.write(schema);
    }

    private static Map<String, Object> schema(Shape shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (shape) {
            case Shape.Text text -> putText(schema, text.pattern().pattern());
            case Shape.Span _ -> putText(schema, Shape.Span.PATTERN.pattern());
            case Shape.Choice choice -> schema.put("enum", choice.words());
            case Shape.Flag _ -> schema.put("type", "boolean");
            case Shape.Whole whole -> {
                schema.put("type", "integer");
                schema.put("minimum", whole.min());
                schema.put("maximum", whole.max());
            }
            case Shape.Listing listing -> {
                schema.put("type", "array");
                schema.put("items", schema(listing.item()));
            }
            case Shape.Table table -> {
                schema.put("type", "object");
                schema.put("propertyNames", Map.of("pattern", whole(table.name().pattern().pattern())));
                schema.put("additionalProperties", schema(table.value()));
            }
            case Block block -> putBlock(schema, block);
        }
        return schema;
    }

    private static void putText(Map<String, Object> schema, String pattern) {
        schema.put("type", "string");
        schema.put("pattern", whole(pattern));
    }

    private static void putBlock(Map<String, Object> schema, Block block) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Shape.Key key : block.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.help());
            property.putAll(schema(key.shape()));
            properties.put(key.name(), property);
        }
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        List<String> required = block.keys().stream().filter(Shape.Key::required).map(Shape.Key::name).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        if (!block.exactlyOne().isEmpty()) {
            schema.put("oneOf", block.exactlyOne().stream().map(name -> Map.of("required", List.of(name))).toList());
        }
        if (!block.bars().isEmpty()) {
            schema.put("allOf", block.bars().stream().map(SchemaWriter::bar).toList());
        }
    }

    private static Map<String, Object> bar(Bar bar) {
        Map<String, Object> absent = new LinkedHashMap<>();
        bar.barred().forEach(name -> absent.put(name, false));
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("required", List.of(bar.key()));
        condition.put("properties", Map.of(bar.key(), Map.of("enum", bar.values())));
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("if", condition);
        rule.put("then", Map.of("properties", absent));
        return rule;
    }

    /** {@return the pattern, made to match the whole text: JSON Schema searches} */
    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
