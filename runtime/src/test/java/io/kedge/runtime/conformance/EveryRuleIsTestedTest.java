package io.kedge.runtime.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.kedge.runtime.Conforms;
import io.kedge.runtime.conformance.Checklist.Deviation;
import io.kedge.runtime.conformance.Checklist.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Holds the tests against the checklist: sections A to L, which is what the engine's core is, and later ones. */
class EveryRuleIsTestedTest {
    private static final char LAST_SECTION = 'L';
    private static final Set<Character> LATER_SECTIONS = Set.of('N', 'P');
    private static final int MOST_RULES = 3;
    private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    /** What no test shows yet, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of();

    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

    /** {@return the tests by the rules they name} */
    private static Map<String, Set<String>> testsByRule() {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (JavaMethod method : annotated()) {
            for (String rule : method.getAnnotationOfType(Conforms.class).value()) {
                tests.computeIfAbsent(rule, any -> new TreeSet<>()).add(method.getFullName());
            }
        }
        return tests;
    }

    private static List<JavaMethod> annotated() {
        return TESTS.stream().flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Conforms.class)).toList();
    }

    private static List<Rule> rules() throws IOException {
        return Checklist.rules().stream().filter(rule -> rule.section() <= LAST_SECTION || LATER_SECTIONS.contains(rule.section())).toList();
    }

    @Test
    void everyRuleIsNamedByATest() throws IOException {
        Set<String> tested = testsByRule().keySet();
        List<String> untested = rules().stream()
                .filter(rule -> !tested.contains(rule.name()) && !LEFT_OUT.containsKey(rule.name()))
                .map(rule -> rule.name() + " " + rule.text()).toList();
        assertEquals("", String.join("\n", untested), "rules that no test shows");
    }

    @Test
    void whatIsLeftOutIsNotTested() {
        Set<String> tested = testsByRule().keySet();
        assertEquals(Set.of(), LEFT_OUT.keySet().stream().filter(tested::contains).collect(Collectors.toSet()));
    }

    @Test
    void everyRuleThatATestNamesExists() throws IOException {
        Map<String, Set<String>> unknown = testsByRule();
        Checklist.rules().forEach(rule -> unknown.remove(rule.name()));
        assertEquals(Map.of(), unknown);
    }

    @Test
    void noTestShowsMoreThanThreeRules() {
        List<String> many = annotated().stream()
                .filter(method -> method.getAnnotationOfType(Conforms.class).value().length > MOST_RULES)
                .map(JavaMethod::getFullName).toList();
        assertEquals(List.of(), many);
    }

    @Test
    void whatNamesARuleIsATest() {
        List<String> noTests = annotated().stream()
                .filter(method -> !method.isMetaAnnotatedWith(TESTABLE)).map(JavaMethod::getFullName).toList();
        assertEquals(List.of(), noTests);
    }

    /** It may if the rule is the kernel's own, if the design says so, or the rule itself: "if documented". */
    @Test
    void onlyRulesThatMayDifferStandInTheDeviations() throws IOException {
        Map<String, Rule> rules = Checklist.rules().stream().collect(Collectors.toMap(Rule::name, rule -> rule));
        List<String> byDesign = Checklist.namedByDesign();
        List<String> strict = Checklist.deviations().stream().flatMap(row -> row.rules().stream())
                .filter(name -> {
                    Rule rule = rules.get(name);
                    return rule == null
                            || rule.tag() != 'K' && !byDesign.contains(name) && !rule.text().contains("document");
                }).toList();
        assertEquals(List.of(), strict, "rules that must be followed");
    }

    @Test
    void theTestsThatShowADeviationExist() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Deviation row : Checklist.deviations()) {
            Matcher name = TEST_NAME.matcher(row.shownBy());
            while (name.find()) {
                if (!exists(name.group(1), name.group(2))) {
                    missing.add(name.group());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static boolean exists(String test, @Nullable String method) {
        return TESTS.stream().filter(type -> type.getSimpleName().equals(test))
                .map(JavaClass::getMethods)
                .anyMatch(methods -> method == null || methods.stream().anyMatch(some -> some.getName().equals(method)));
    }
}
