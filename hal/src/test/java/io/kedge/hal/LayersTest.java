package io.kedge.hal;

import java.time.Duration;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.time.SystemHalClock;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The arrows inside the module point down this list: sim and cdev, pi4j, board, line, stream and irq, debounce and time, api. */
@AnalyzeClasses(packages = "io.kedge.hal", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule noCycles = slices().matching("io.kedge.hal.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theVocabularyKnowsNobody = onlyUses("api", "api");

    @ArchTest
    static final ArchRule timeKnowsNobody = onlyUses("time", "time");

    @ArchTest
    static final ArchRule debounceKnowsTheVocabularyOnly = onlyUses("debounce", "debounce", "api");

    @ArchTest
    static final ArchRule topHalvesKnowTimeOnly = onlyUses("irq", "irq", "time");

    @ArchTest
    static final ArchRule streamsKnowTheVocabularyOnly = onlyUses("stream", "stream", "api");

    @ArchTest
    static final ArchRule bottomHalvesKnowWhatIsBelow = onlyUses("line", "line", "stream", "irq", "debounce", "time", "api");

    @ArchTest
    static final ArchRule boardsKnowNoProvider = onlyUses("board", "board", "line", "irq", "time", "api");

    @ArchTest
    static final ArchRule providersKnowNotEachOther = onlyUses("cdev", "cdev", "pi4j", "board", "line", "irq", "time", "api");

    @ArchTest
    static final ArchRule devicesKnowNoBoard = onlyUses("device", "device", "stream", "time", "api");

    @ArchTest
    static final ArchRule pi4jKnowsTheVocabularyOnly = onlyUses("pi4j", "pi4j", "api");

    @ArchTest
    static final ArchRule debounceIsPure = noClasses()
            .that().resideInAPackage("io.kedge.hal.debounce")
            .should().dependOnClassesThat().resideInAnyPackage("java.util.concurrent..", "java.lang.foreign..", "io.kedge.runtime..");

    @ArchTest
    static final ArchRule topHalvesKnowNoEngine = noClasses()
            .that().resideInAPackage("io.kedge.hal.irq")
            .should().dependOnClassesThat().resideInAPackage("io.kedge.runtime..");

    @ArchTest
    static final ArchRule pi4jStaysInItsCorner = noClasses()
            .that().resideOutsideOfPackage("io.kedge.hal.pi4j").and().doNotHaveSimpleName("SimulatedPlugin").and().doNotHaveSimpleName("CdevPlugin")
            .should().dependOnClassesThat().resideInAPackage("com.pi4j..");

    @ArchTest
    static final ArchRule onlyTheClockReadsTheClock = noClasses()
            .that(not(belongToAnyOf(SystemHalClock.class)))
            .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule oneThreadIsMadeInOnePlace = noClasses()
            .that(not(belongToAnyOf(IrqThread.class)))
            .should().callMethod(Thread.class, "ofPlatform").orShould().callMethod(Thread.class, "ofVirtual")
            .orShould().callConstructor(Thread.class, Runnable.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Thread.class, "sleep", Duration.class);

    private static ArchRule onlyUses(String layer, String... below) {
        String[] allowed = new String[below.length];
        for (int i = 0; i < below.length; i++) {
            allowed[i] = "io.kedge.hal." + below[i];
        }
        return classes()
                .that().resideInAPackage("io.kedge.hal." + layer)
                .should().onlyDependOnClassesThat(
                        not(resideInAPackage("io.kedge.hal.."))
                                .or(resideInAnyPackage(allowed)));
    }
}
