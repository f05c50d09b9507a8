package io.kedge.runtime.traps;

import io.kedge.runtime.ChildJvm;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** An engine that this JVM does not let start says so in one message, with the cure. */
class StartTest {

    private static String saidBy(ChildJvm child) {
        ChildJvm.Result result = child.run();
        assertEquals(0, result.exit(), result::output);
        return result.output().strip();
    }

    @Test
    void withTheFlagsItRuns() {
        assertEquals("an item ran", saidBy(ChildJvm.of(StartAndStop.class)));
    }

    @Test
    void withoutTheFlagItNamesTheFlag() {
        assertEquals(
                "java.lang is not open to the engine: start Java with"
                        + " --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED",
                saidBy(ChildJvm.bare(StartAndStop.class)));
    }

    @Test
    void withoutTheFlagAModuleIsNamed() {
        assertEquals(
                "java.lang is not open to the engine: start Java with"
                        + " --add-opens=java.base/java.lang=io.kedge.runtime --enable-native-access=io.kedge.runtime",
                saidBy(ChildJvm.bare(StartAndStop.class).engineAsModule()));
    }

    @Test
    void withoutTheFlagABracketIsAPlainCall() {
        assertEquals("null called", saidBy(ChildJvm.bare(BracketOnly.class)));
    }

    @Test
    void withTheFlagForTheModuleItRuns() {
        assertEquals("an item ran", saidBy(ChildJvm.bare(StartAndStop.class).engineAsModule().options(
                "--add-opens=java.base/java.lang=io.kedge.runtime", "--enable-native-access=io.kedge.runtime")));
    }

    @Test
    void withoutContinuationsItAsksForA64BitSystem() {
        assertEquals(
                "this JVM has no virtual threads with continuations (32-bit system, or -XX:-VMContinuations):"
                        + " this board runs a 32-bit system; install Raspberry Pi OS (64-bit)",
                saidBy(ChildJvm.of(StartAndStop.class).options("-XX:+UnlockExperimentalVMOptions", "-XX:-VMContinuations")));
    }
}
