package io.kedge.app.gpio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SafeStateTest {
    private static final String HEAD = """
            profile: porch
            version: 1
            board:
              description: Porch
            chips:
              gpio:
                label: expander
                lines: 8
            lines:
              bell:
                as: button
                offset: 0
            """;
    private static final String OUTPUTS = """
              lamp:
                as: relay
                offset: 1
                safe: active
              pump:
                as: relay
                offset: 2
                safe: inactive
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<LineConfig> set = new ArrayList<>();

    @TempDir
    private Path folder;

    private ExitCode set(String board, List<LineException> refused) {
        SafeState state = new SafeState(outputs -> {
            set.addAll(outputs);
            return refused;
        });
        return state.set(board, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private String profile(String text) throws IOException {
        return Files.writeString(folder.resolve("porch.yaml"), text).toString();
    }

    @Test
    void everyOutputGetsItsSafeLevelAndNoInputIsTouched() throws IOException {
        assertEquals(ExitCode.OK, set(profile(HEAD + OUTPUTS), List.of()));
        assertEquals(List.of("lamp", "pump"), set.stream().map(LineConfig::id).toList());
        assertEquals(List.of(true, false), set.stream().map(LineConfig::initialActive).toList());
        assertEquals("kedge: 2 of 2 outputs of profile porch set to their safe levels (lamp active, pump inactive)", out.toString().strip());
    }

    @Test
    void oneThatIsRefusedIsToldAndEnds81() throws IOException {
        assertEquals(ExitCode.BOARD, set(profile(HEAD + OUTPUTS), List.of(new LineException("line pump: held by 'someone'"))));
        assertEquals("kedge: line pump: held by 'someone'; its safe level could not be set", err.toString().strip());
        assertTrue(out.toString().contains("1 of 2 outputs"), out::toString);
    }

    @Test
    void withoutOutputsOrHardwareThereIsNothingToSet() throws IOException {
        assertEquals(ExitCode.OK, set(profile(HEAD), List.of()));
        assertEquals(ExitCode.OK, set("sim", List.of()));
        assertEquals("kedge: profile porch has no outputs; there is nothing to set\nkedge: profile sim is simulated; there is nothing to set",
                out.toString().strip());
        assertTrue(set.isEmpty());
    }

    @Test
    void aProfileThatIsNotThereOrForAnotherBoardTouchesNothing() {
        assertEquals(ExitCode.NO_PROFILE, assertThrows(StartFailure.class, () -> set("porsch.yaml", List.of())).exitCode());
        assertEquals(ExitCode.BOARD, refusal(output -> {
            throw new LineException("there is no GPIO chip");
        }).exitCode());
        assertTrue(set.isEmpty());
    }

    private StartFailure refusal(Consumer<List<LineConfig>> hardware) {
        SafeState state = new SafeState(outputs -> {
            hardware.accept(outputs);
            return List.of();
        });
        return assertThrows(StartFailure.class,
                () -> state.set(profile(HEAD + OUTPUTS), new PrintWriter(out, true), new PrintWriter(err, true)));
    }
}
