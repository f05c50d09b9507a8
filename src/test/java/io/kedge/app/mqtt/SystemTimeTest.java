package io.kedge.app.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SystemTimeTest {

    @Test
    void clockIsSyncedFromWhenTimesyncdSaysSo(@TempDir Path directory) throws IOException {
        Path marker = directory.resolve("synchronized");
        SystemTime time = new SystemTime(marker);
        assertFalse(time.synced());
        Files.createFile(marker);
        assertTrue(time.synced());
    }
}
