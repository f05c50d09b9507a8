package io.kedge.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests until one fails, and tells which: for wrong versions of the engine, which may hang, too.
 *
 * <p>Arguments: packages of the engine, for their {@code *Test} classes; {@code Lincheck} for those instead. Ends the JVM
 * with 0 if all passed, 1 and a line {@code killed by CLASS.METHOD: WHY} if not, also when a test takes more than
 * {@code kedge.killer.seconds}.
 */
final class Killer implements TestExecutionListener {
    private static final String ROOT = "io.kedge.runtime.";
    private static final long SECONDS = Long.getLong("kedge.killer.seconds", 60);

    private volatile String runs = "no test";
    private volatile long startNanos = System.nanoTime();
    private int passed;

    private Killer() { }

    public static void main(String[] packages) {
        Killer killer = new Killer();
        Thread.ofPlatform().daemon().name("killer").start(killer::watch);
        LauncherFactory.create().execute(requestFor(List.of(packages)), killer);
        end(killer.passed == 0 ? 2 : 0, killer.passed + " passed");
    }

    private static LauncherDiscoveryRequest requestFor(List<String> packages) {
        boolean interleaved = packages.equals(List.of("Lincheck"));
        List<String> selected = interleaved ? List.of("work", "timer") : packages;
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selected.stream().map(name -> DiscoverySelectors.selectPackage(ROOT + name)).toList())
                .filters(
                        ClassNameFilter.includeClassNamePatterns(interleaved ? ".*Lincheck" : ".*Test"),
                        ClassNameFilter.excludeClassNamePatterns(".*EveryRuleIsTestedTest"))   // it tests tests
                .build();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        nameOf(test).ifPresent(name -> {
            startNanos = System.nanoTime();
            runs = name;
        });
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed += test.isTest() ? 1 : 0;
            return;
        }
        String why = result.getThrowable().map(Killer::firstLine).orElse("aborted");
        end(1, "killed by " + nameOf(test).orElse(test.getDisplayName()) + ": " + why);
    }

    private void watch() {
        for (;;) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            if (System.nanoTime() - startNanos > Duration.ofSeconds(SECONDS).toNanos()) {
                end(1, "killed by " + runs + ": it does not end");
            }
        }
    }

    private static Optional<String> nameOf(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getClassName().replace(ROOT, "") + "." + method.getMethodName());
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().filter(Predicate.not(String::isBlank)).findFirst().orElse(thrown.toString());
    }

    /** Whatever still runs is left where it is. */
    private static void end(int code, String words) {
        System.out.println(words);
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
