package io.kedge.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.kedge.profile.load.ProfileReader;
import io.kedge.profile.model.LoadResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** What stands in the way before a file can be looked into, and what the board says of itself. */
class BadFilesTest {
    private static final String SHIPPED = "sim, qemu-virt, raspberrypi-4b, raspberrypi-5";

    @TempDir
    private Path folder;

    private String message(String nameOrPath) {
        return message(Profiles.load(nameOrPath));
    }

    private String message(LoadResult result) {
        return result instanceof LoadResult.Problems problems ? problems.report().replace(folder.toString(), "DIR") : "no problem";
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("f.yaml"), bytes).toString();
    }

    @Test
    void anUnknownNameGetsTheNearestAndTheList() {
        assertEquals(
                "raspberypi-4b: there is no such profile, and no such file; shipped profiles: " + SHIPPED + "; did you mean 'raspberrypi-4b'?",
                message("raspberypi-4b"));
        assertEquals("toaster: there is no such profile, and no such file; shipped profiles: " + SHIPPED, message("toaster"));
        assertEquals(": this is a directory; name a file in it", message(""));
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertEquals(
                "DIR/sim2.yaml: there is no such file; shipped profiles: " + SHIPPED + "; did you mean 'sim'?",
                message(folder.resolve("sim2.yaml").toString()));
        assertEquals("a\0b: there is no such profile, and no such file; shipped profiles: " + SHIPPED, message("a\0b"));
    }

    @Test
    void aDirectoryIsNoFile() {
        assertEquals("DIR: this is a directory; name a file in it", message(folder.toString()));
    }

    @Test
    void aFileInTheWayOfAFolderCannotBeRead() throws IOException {
        assertEquals(
                "DIR/f.yaml/g.yaml: the file cannot be read: DIR/f.yaml/g.yaml: Not a directory",
                message(file(new byte[0]) + "/g.yaml"));
    }

    @Test
    void whatIsNotUtf8IsShownWhereItIs() throws IOException {
        assertEquals(
                "DIR/f.yaml:2:11: the byte 0xfc is not UTF-8; save the file as UTF-8\n    2 | profile: T\n      |           ^",
                message(file("# a\nprofile: Tür\n".getBytes(StandardCharsets.ISO_8859_1))));
        assertEquals("DIR/f.yaml: the file is UTF-16; save it as UTF-8", message(file("profile: t\n".getBytes(StandardCharsets.UTF_16))));
        assertEquals(
                "DIR/f.yaml:1:10: the byte 0xe2 is not UTF-8; save the file as UTF-8\n    1 | profile: \n      |          ^",
                message(file(new byte[] {'p', 'r', 'o', 'f', 'i', 'l', 'e', ':', ' ', (byte) 0xE2, (byte) 0x82})));
    }

    @Test
    void aByteOrderMarkAndDosLineEndsDoNoHarm() throws IOException {
        String sim = new String(Files.readAllBytes(Path.of("src/main/resources/io/kedge/profile/profiles/sim.yaml")), StandardCharsets.UTF_8);
        String dos = file(("\uFEFF" + sim.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
        assertEquals(Profiles.load("sim").orThrow().lines(), Profiles.load(dos).orThrow().lines());
    }

    @Test
    void aCharacterBeyondTheBasicPlaneMayStandAnywhere() {
        String start = "profile: t\nversion: 1\nboard: {simulated: true}\nchips: {gpio: {label: sim, lines: 8}}\nlines: {}\n#";
        ProfileReader reader = new ProfileReader(name -> Profiles.load(name).orThrow());
        for (int before = 0; before < 4_200; before++) {
            String file = start + "x".repeat(before) + "\uD83D\uDEB0 tap\n";
            assertInstanceOf(LoadResult.Loaded.class, reader.read("f", file.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void charactersThatYamlForbidsAreNamed() throws IOException {
        assertEquals(
                "DIR/f.yaml:1:11: the character U+0007 is not allowed in YAML; remove it\n    1 | profile: a\u0007\n      |           ^",
                message(file("profile: a\u0007\n".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aFileThatIsFarTooLargeIsNotReadToItsEnd() throws IOException {
        assertEquals("/dev/zero: the file has more than 1024 KiB; is it a profile?", message("/dev/zero"));
        assertEquals("DIR/f.yaml: the file has more than 1024 KiB; is it a profile?", message(file(new byte[1_048_577])));
    }

    @Test
    void theBoardIsFoundByItsDeviceTree() throws IOException {
        assertEquals("raspberrypi-5", detected("raspberrypi,5-model-b\0brcm,bcm2712\0"));
        assertEquals("raspberrypi-4b", detected("raspberrypi,4-model-b\0brcm,bcm2711\0"));
        assertEquals("qemu-virt", detected("linux,dummy-virt\0"));
    }

    private String detected(String compatible) throws IOException {
        return Profiles.detect(Path.of(file(compatible.getBytes(StandardCharsets.UTF_8)))).orThrow().name();
    }

    @Test
    void anUnknownBoardIsToldWhatItSaidOfItself() throws IOException {
        Path said = Path.of(file("libretech,aml-s905x-cc\0amlogic,s905x\0".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "DIR/f.yaml: no shipped profile fits this board, which says it is libretech,aml-s905x-cc, amlogic,s905x; name one of "
                        + SHIPPED + ", or a file of your own",
                message(Profiles.detect(said)));
        assertEquals(
                "DIR/none: this machine has no device tree to tell its board by; name a profile: " + SHIPPED,
                message(Profiles.detect(folder.resolve("none"))));
        assertEquals(
                "DIR: what the board says of itself cannot be read (Is a directory); name a profile: " + SHIPPED,
                message(Profiles.detect(folder)));
    }
}
