package io.kedge.profile.load;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in a user's words what the YAML parser stumbled over. */
final class SyntaxWords {
    private static final Pattern BAD_START = Pattern.compile("found character '(.)' that cannot start any token.*");

    /** How the parser's sentence begins, and ours. */
    private static final Map<String, String> WORDS = Map.of(
            "mapping values are not allowed here", "a ':' where no key can be; is the line before it complete, or a quote missing?",
            "could not find expected ':'", "expected a key with a ':' after it",
            "expected <block end>", "this does not continue what is above; is it indented as its neighbours?",
            "unexpected character found", "an alias (*) or an anchor (&) without a name; if it is neither, put the value in quotes",
            "found unexpected end of stream", "a quote opens here and is never closed",
            "expected ',' or '}'", "expected ',' or '}'; the '{' of line %d is still open",
            "expected ',' or ']'", "expected ',' or ']'; the '[' of line %d is still open");

    private SyntaxWords() {
    }

    /** {@return the message for the user; {@code rest} is what stands in the line from the place on} */
    static String of(MarkedYamlEngineException e, String rest) {
        if (rest.startsWith("\t")) {
            return "not YAML: a tab; use spaces";
        }
        String problem = e.getProblem() == null ? "the parser gave up here" : e.getProblem().replaceAll("\\p{Cntrl}", " ");
        Matcher start = BAD_START.matcher(problem);
        if (start.matches()) {
            return "not YAML: nothing begins with '" + start.group(1) + "'; put the value in quotes";
        }
        int opened = e.getContextMark().map(mark -> mark.getLine() + 1).orElse(0);
        return "not YAML: "
                + WORDS.entrySet().stream()
                        .filter(entry -> problem.startsWith(entry.getKey()))
                        .map(entry -> entry.getValue().formatted(opened))
                        .findFirst()
                        .orElse(problem);
    }

    /** {@return whether the place to look at is where the parser's construct began, not where it ended} */
    static boolean isAtContext(MarkedYamlEngineException e) {
        return e.getProblem() != null && e.getProblem().startsWith("found unexpected end of stream");
    }
}
