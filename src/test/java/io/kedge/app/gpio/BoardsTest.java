package io.kedge.app.gpio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.profile.Profiles;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class BoardsTest {
    private static final List<String> PI_5 = List.of("raspberrypi,5-model-b", "brcm,bcm2712");

    @TempDir
    private Path folder;

    @Test
    void aProfileIsForTheBoardsItNames() {
        Profile profile = load("raspberrypi-5");
        assertDoesNotThrow(() -> Boards.requireFit(profile, PI_5));
        StartFailure refused = assertThrows(StartFailure.class, () -> Boards.requireFit(profile, List.of("linux,dummy-virt")));
        assertEquals(ExitCode.BOARD, refused.exitCode());
        assertEquals("profile raspberrypi-5 is for " + String.join(", ", profile.board().compatible())
                + ", and this machine says it is linux,dummy-virt; nothing was touched. Use --board auto, or a copy of the profile with this"
                + " board under 'compatible'; --board sim runs without hardware", refused.getMessage());
    }

    @Test
    void aProfileThatNamesNoneIsForAny() throws IOException {
        Path file = folder.resolve("porch.yaml");
        Files.writeString(file, """
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
                """);
        assertDoesNotThrow(() -> Boards.requireFit(load(file.toString()), List.of()));
    }

    private static Profile load(String name) {
        return switch (Profiles.load(name)) {
            case LoadResult.Loaded(Profile profile) -> profile;
            case LoadResult.Problems problems -> throw new AssertionError(problems.report());
        };
    }
}
