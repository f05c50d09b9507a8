package io.kedge.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.kedge.profile.model.LoadResult;

/** Reads profiles from texts, through a file as a user would. */
final class TestProfiles {

    private TestProfiles() {
    }

    static LoadResult read(String yaml) {
        try {
            Path file = Files.createTempFile("profile", ".yaml");
            try {
                return Profiles.load(Files.writeString(file, yaml).toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
