package io.kedge.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.kedge.profile.model.LoadResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The schema that editors use and the reader agree, by the word of a validator that is not ours. */
class SchemaTest {
    private static final Path CHECKED_IN = Path.of("schema/kedge-profile.schema.json");
    private static final Path FOLDER = Path.of("src/main/resources/io/kedge/profile/profiles");
    private static final String GOOD = """
            profile: t
            version: 1
            board: {description: A board, simulated: true, cpus: 4, compatible: ["a,b"]}
            chips: {gpio: {label: sim, lines: 8, reserved: {0-1: the board}, names: {IN2: 2}, header: {11: 3}}}
            workqueues: {inputs: {kind: percpu, highpri: true, max-active: 4}, log: {kind: ordered}}
            lines:
              button: {as: button, chip: gpio, name: IN2, bias: pull-up, active-low: true, edges: both, debounce: 20ms,
                       debounce-policy: leading, workqueue: inputs, cpu: 1, publish: events, description: By the door}
              lamp: {as: led, pin: 11, drive: open-drain, safe: active}
              meter: {as: pulse-counter, offset: 0x4}
              knock: {as: motion, offset: 5, debounce: 1s, debounce-policy: count, debounce-count: 5}
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaOracle oracle = new SchemaOracle();

    private Set<String> validate(String yaml) {
        return oracle.validate(yaml);
    }

    @Test
    void theCheckedInSchemaIsTheOneTheTableOfKeysGives() throws IOException {
        Path fresh = Files.writeString(Path.of("target/kedge-profile.schema.json"), Profiles.schema());
        String checkedIn = Files.exists(CHECKED_IN) ? Files.readString(CHECKED_IN) : "";
        assertEquals(Profiles.schema(), checkedIn, "after a change of the keys: cp " + fresh + " " + CHECKED_IN + " (in device-profiles)");
    }

    @Test
    void theSchemaIsValidDraft07() throws IOException {
        JsonNode itself = json.readTree(Profiles.schema());
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
        assertEquals(Set.of(), meta.validate(itself));
    }

    static List<String> shipped() {
        return Profiles.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedProfileIsValid(String name) throws IOException {
        assertEquals(Set.of(), validate(Files.readString(FOLDER.resolve(name + ".yaml"))));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedProfileTellsEditorsWhereTheSchemaIs(String name) throws IOException {
        String first = Files.readAllLines(FOLDER.resolve(name + ".yaml"), StandardCharsets.UTF_8).getFirst();
        String start = "# yaml-language-server: $schema=";
        assertTrue(first.startsWith(start), first);
        assertEquals(CHECKED_IN, FOLDER.resolve(first.substring(start.length())).normalize());
    }

    @Test
    void everyKeyInUseIsAcceptedByBoth() {
        assertEquals(Set.of(), validate(GOOD));
        assertInstanceOf(LoadResult.Loaded.class, TestProfiles.read(GOOD));
    }

    /** Each is a change of the good profile: what stands before the arrow becomes what stands after it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "profile: t -> profile: 12",
        "profile: t -> profile: Front Door",
        "profile: t -> other: t",
        "version: 1 -> version: 2",
        "version: 1 -> version: '1'",
        "simulated: true -> simulated: yes",
        "simulated: true -> simulate: true",
        "cpus: 4 -> cpus: 0",
        "cpus: 4 -> cpus: 4.5",
        "[\"a,b\"] -> a,b",
        "[\"a,b\"] -> [1]",
        "label: sim, -> ",
        "label: sim -> label: two words",
        "lines: 8 -> lines: many",
        "0-1: -> first:",
        "header: {11: -> header: {A1:",
        "kind: percpu -> kind: bound",
        "kind: ordered -> kind: ordered, highpri: false",
        "max-active: 4 -> max-active: 4096",
        "inputs: { -> Inputs of mine: {",
        "as: button, -> ",
        "as: button -> as: buton",
        "name: IN2 -> name: IN2, offset: 2",
        "name: IN2, -> ",
        "bias: pull-up -> bias: pullup",
        "active-low: true -> active-low: 'true'",
        "edges: both -> edges: up",
        "debounce: 20ms -> debounce: 20",
        "debounce: 20ms -> debounce: 20 ms",
        "debounce: 20ms -> debounce: 0ms",
        "debounce: 20ms -> debounce:",
        "leading -> trailing",
        "debounce-count: 5 -> debounce-count: 0",
        "debounce-count: 5 -> debounce-count: 1001",
        "as: motion -> as: relay",
        "cpu: 1 -> cpu: -1",
        "publish: events -> publish: true",
        "publish: events -> safe: active",
        "as: led -> as: led, debounce: 20ms",
        "as: led -> as: led, edges: both",
        "safe: active -> safe: off",
        "offset: 0x4 -> offset: 4096",
        "meter: -> Meter:",
        "meter: -> a-name-that-is-longer-than-the-kernel-takes:",
    })
    void aBrokenProfileIsRefusedByBoth(String change) {
        List<String> parts = List.of(change.split(" ?-> ?", 2));
        String broken = GOOD.replaceFirst(Pattern.quote(parts.get(0)), Matcher.quoteReplacement(parts.get(1)));
        assertNotEquals(GOOD, broken);
        assertNotEquals(Set.of(), validate(broken), "the schema accepts: " + broken);
        assertInstanceOf(LoadResult.Problems.class, TestProfiles.read(broken), "the reader accepts: " + broken);
    }

    @Test
    void everyKeyHasADescription() throws IOException {
        assertEquals(List.of(), undescribed(json.readTree(Profiles.schema()), ""));
    }

    private static List<String> undescribed(JsonNode node, String path) {
        return node.properties().stream()
                .flatMap(entry -> {
                    List<String> below = entry.getKey().equals("allOf") ? List.of() : undescribed(entry.getValue(), path + "/" + entry.getKey());
                    boolean bare = path.endsWith("/properties") && !entry.getValue().has("description");
                    return bare ? List.of(path + "/" + entry.getKey()).stream() : below.stream();
                })
                .toList();
    }
}
