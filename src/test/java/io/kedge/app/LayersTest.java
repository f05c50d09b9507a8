package io.kedge.app;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.kedge.app", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule noCycles = slices().matching("io.kedge.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyThePartsThatLookKnowTheLifeCycle = noClasses()
            .that().resideInAnyPackage("..app.config..", "..app.engine..", "..app.gpio..", "..app.mqtt..", "..app.report..", "..app.cli..",
                    "..app.systemd..", "..app.suspend..")
            .should().dependOnClassesThat().resideInAnyPackage("io.kedge.app", "..app.web..", "..app.health..");

    @ArchTest
    static final ArchRule theLinkAndItsReportsKnowNoOtherPart = noClasses()
            .that().resideInAnyPackage("..app.mqtt..", "..app.report..")
            .should().dependOnClassesThat().resideInAnyPackage("..app.config..", "..app.engine..", "..app.gpio..", "..app.cli..", "io.quarkus..");

    @ArchTest
    static final ArchRule onlyWhatHearsOfTheSleepKnowsTheBus = noClasses()
            .that().resideOutsideOfPackage("..app.suspend..")
            .should().dependOnClassesThat().resideInAnyPackage("org.freedesktop..");

    @ArchTest
    static final ArchRule theTerminalKnowsNoFramework = noClasses()
            .that().resideInAPackage("..app.cli..")
            .should().dependOnClassesThat().resideInAnyPackage("io.quarkus..", "jakarta..", "..app.engine..", "..app.gpio..");
}
