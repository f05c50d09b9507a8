package io.kedge.runtime;

import java.lang.invoke.MethodHandles;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The arrows inside the engine point down, and what touches the machine does so in one place. */
@AnalyzeClasses(packages = "io.kedge.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule noCycles = slices().matching("io.kedge.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("root").definedBy("io.kedge.runtime")
            .layer("watch").definedBy("io.kedge.runtime.watch")
            .layer("queue").definedBy("io.kedge.runtime.queue")
            .layer("executor").definedBy("io.kedge.runtime.executor")
            .layer("flush").definedBy("io.kedge.runtime.flush")
            .layer("timer").definedBy("io.kedge.runtime.timer")
            .layer("rcu").definedBy("io.kedge.runtime.rcu")
            .layer("pool").definedBy("io.kedge.runtime.pool")
            .layer("carrier").definedBy("io.kedge.runtime.carrier")
            .layer("cpu").definedBy("io.kedge.runtime.cpu")
            .layer("work").definedBy("io.kedge.runtime.work")
            .layer("linux").definedBy("io.kedge.runtime.linux")
            .whereLayer("root").mayNotBeAccessedByAnyLayer()
            .whereLayer("watch").mayOnlyBeAccessedByLayers("root")
            .whereLayer("queue").mayOnlyBeAccessedByLayers("root", "watch")
            .whereLayer("executor").mayOnlyBeAccessedByLayers("queue")
            .whereLayer("flush").mayOnlyBeAccessedByLayers("root", "watch", "queue")
            .whereLayer("timer").mayOnlyBeAccessedByLayers("root", "watch", "queue", "executor", "flush")
            .whereLayer("rcu").mayOnlyBeAccessedByLayers("root", "queue")
            .whereLayer("pool").mayOnlyBeAccessedByLayers("root", "watch", "queue", "flush", "timer")
            .whereLayer("carrier").mayOnlyBeAccessedByLayers("root", "watch", "queue", "flush", "timer", "pool")
            .whereLayer("cpu").mayOnlyBeAccessedByLayers("root", "watch", "queue", "flush", "timer", "pool", "carrier")
            .whereLayer("linux").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule theItemKnowsNoPool = noClasses().that().resideInAPackage("..work..")
            .should().dependOnClassesThat().resideInAnyPackage("..pool..", "..queue..", "..timer..", "..carrier..", "..linux..");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that().doNotHaveFullyQualifiedName("io.kedge.runtime.work.NanoClock")
            .and().doNotHaveFullyQualifiedName("io.kedge.runtime.carrier.WakePermit")
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nativeCallsAreMadeInOnePackage = noClasses().that().resideOutsideOfPackage("..linux..")
            .should().dependOnClassesThat().resideInAPackage("java.lang.foreign..");

    @ArchTest
    static final ArchRule oneFileTouchesTheHook = noClasses()
            .that().haveSimpleNameNotStartingWith("LoomStrand").and().doNotHaveSimpleName("Internals")
            .should().callMethod(MethodHandles.class, "privateLookupIn", Class.class, MethodHandles.Lookup.class)
            .orShould().callMethod(Class.class, "forName", String.class);
}
