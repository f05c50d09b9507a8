package io.kedge.profile;

import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What an editor would say of a profile: a validator and a YAML loader that are not ours, with our schema. */
final class SchemaOracle {
    private final ObjectMapper json = new ObjectMapper();
    private final JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(Profiles.schema());

    /** {@return what is wrong; empty if nothing is} */
    Set<String> validate(String yaml) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).setBufferSize(yaml.length() + 1).build();
        Object document = new Load(settings).loadFromString(yaml);
        return schema.validate(json.valueToTree(document)).stream().map(Object::toString).collect(Collectors.toSet());
    }
}
