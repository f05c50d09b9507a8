package io.kedge.profile;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.kedge.profile", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule noCycles = slices().matching("io.kedge.profile.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root").definedBy("io.kedge.profile")
            .layer("load").definedBy("io.kedge.profile.load")
            .layer("schema").definedBy("io.kedge.profile.schema")
            .layer("grammar").definedBy("io.kedge.profile.grammar")
            .layer("model").definedBy("io.kedge.profile.model")
            .whereLayer("root").mayNotBeAccessedByAnyLayer()
            .whereLayer("load").mayOnlyBeAccessedByLayers("root")
            .whereLayer("schema").mayOnlyBeAccessedByLayers("root")
            .whereLayer("grammar").mayOnlyBeAccessedByLayers("root", "load", "schema")
            .whereLayer("model").mayOnlyBeAccessedByLayers("root", "load", "grammar");

    @ArchTest
    static final ArchRule onlyTheReaderKnowsTheYamlLibrary = ArchRuleDefinition.noClasses()
            .that().resideOutsideOfPackage("io.kedge.profile.load")
            .should().dependOnClassesThat().resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule ofHalOnlyTheVocabulary = ArchRuleDefinition.noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("io.kedge.hal.cdev..", "io.kedge.hal.pi4j..", "io.kedge.hal.sim..", "io.kedge.hal.irq..", "io.kedge.runtime..", "com.pi4j..");
}
