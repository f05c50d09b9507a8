package io.kedge.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Kedge this is, as stamped in by the build.
 *
 * @param version of the release
 * @param build   id of the sources it was made from
 * @param digest  SHA-256 of the application's classes, hexadecimal
 */
public record BuildInfo(String version, String build, String digest) {
    private static final String STAMP = "/META-INF/kedge/kedge-app.properties";
    private static final String UNKNOWN = "unknown";

    /** {@return what is stamped into this jar} */
    public static BuildInfo load() {
        var stamp = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(STAMP)) {
            if (in != null) {
                stamp.load(in);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new BuildInfo(
                stamp.getProperty("version", UNKNOWN), stamp.getProperty("build", UNKNOWN), stamp.getProperty("digest", UNKNOWN));
    }

    /** {@return version and build for a person} */
    public String text() {
        return version + " (build " + build + ")";
    }
}
