package io.kedge.profile.load;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kedge.profile.grammar.Shape;
import io.kedge.profile.load.Tree.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads single values. */
final class ScalarReader {
    private static final BigInteger OUT_OF_RANGE = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final Map<String, String> TRUTH = Map.ofEntries(
            Map.entry("yes", "true"), Map.entry("y", "true"), Map.entry("on", "true"), Map.entry("1", "true"),
            Map.entry("no", "false"), Map.entry("n", "false"), Map.entry("off", "false"), Map.entry("0", "false"));

    private final ProblemList problems;

    ScalarReader(ProblemList problems) {
        this.problems = problems;
    }

    /** {@return the value, null if the scalar is none of this shape, which is then among the problems} */
    @Nullable Value read(Scalar scalar, Shape shape, Spot spot) {
        if (scalar.empty()) {
            problems.add(spot, scalar.text(), "has no value; expected " + shape.expected());
            return null;
        }
        return switch (shape) {
            case Shape.Text text -> readText(scalar, text, spot);
            case Shape.Whole whole -> readWhole(scalar, whole, spot);
            case Shape.Flag flag -> readFlag(scalar, flag, spot);
            case Shape.Choice choice -> readChoice(scalar, choice, spot);
            case Shape.Span span -> readSpan(scalar, span, spot);
            case Shape.Block _, Shape.Table _, Shape.Listing _ -> throw new AssertionError("not a scalar: " + shape);
        };
    }

    private @Nullable Value readText(Scalar scalar, Shape.Text shape, Spot spot) {
        if (scalar.type() != ScalarType.TEXT) {
            refuse(scalar, "expected " + shape.expected() + ", found " + typed(scalar) + "; put it in quotes", null, spot);
            return null;
        }
        if (!shape.pattern().matcher(scalar.text()).matches()) {
            refuse(scalar, Shown.quoted(scalar.text()) + " is not " + shape.expected(), null, spot);
            return null;
        }
        return new Value.Text(scalar.text(), spot);
    }

    private @Nullable Value readWhole(Scalar scalar, Shape.Whole shape, Spot spot) {
        int number = scalar.type() == ScalarType.WHOLE ? number(scalar.text()) : -1;
        if (scalar.type() == ScalarType.WHOLE && shape.min() <= number && number <= shape.max()) {
            return new Value.Whole(number, spot);
        }
        String cure = onlyQuoted(scalar, ScalarType.WHOLE) ? "; remove the quotes" : "";
        refuse(scalar, "expected " + shape.expected() + ", found " + typed(scalar) + cure, null, spot);
        return null;
    }

    private @Nullable Value readFlag(Scalar scalar, Shape.Flag shape, Spot spot) {
        if (scalar.type() == ScalarType.FLAG) {
            return new Value.Flag(scalar.text().equalsIgnoreCase("true"), spot);
        }
        boolean quoted = onlyQuoted(scalar, ScalarType.FLAG);
        String meant = quoted ? null : TRUTH.get(scalar.text().toLowerCase(Locale.ROOT));
        String cure = quoted ? "; remove the quotes" : "";
        refuse(scalar, "expected " + shape.expected() + ", found " + typed(scalar) + cure, meant, spot);
        return null;
    }

    private @Nullable Value readChoice(Scalar scalar, Shape.Choice shape, Spot spot) {
        String word = scalar.text();
        if (scalar.type() == ScalarType.TEXT && shape.words().contains(word)) {
            return new Value.Text(word, spot);
        }
        String foreign = shape.foreign().get(word.toLowerCase(Locale.ROOT));
        refuse(scalar, Shown.quoted(word) + " is not " + shape.expected(), foreign != null ? foreign : Nearest.to(word, shape.words()), spot);
        return null;
    }

    private @Nullable Value readSpan(Scalar scalar, Shape.Span shape, Spot spot) {
        Duration length = Durations.parse(scalar.text());
        if (length != null) {
            return new Value.Span(length, spot);
        }
        String why;
        if (Durations.wellFormed(scalar.text())) {
            why = Shown.quoted(scalar.text()) + " is longer than 10s, the longest there is";
        } else if (List.of(ScalarType.WHOLE, ScalarType.DECIMAL).contains(scalar.type())) {
            why = Shown.quoted(scalar.text()) + " has no unit; expected " + shape.expected();
        } else {
            why = Shown.quoted(scalar.text()) + " is not " + shape.expected();
        }
        refuse(scalar, why, Durations.suggest(scalar.text()), spot);
        return null;
    }

    private void refuse(Scalar scalar, String message, @Nullable String suggestion, Spot spot) {
        problems.add(spot, scalar.text(), message, suggestion);
    }

    /** {@return whether it would be of the type if it were not quoted} */
    private static boolean onlyQuoted(Scalar scalar, ScalarType type) {
        return !scalar.plain() && ScalarType.of(scalar.text()) == type;
    }

    private static String typed(Scalar scalar) {
        return scalar.type().noun() + " " + Shown.quoted(scalar.text());
    }

    /** {@return the number, the largest int if it is beyond the range of int} */
    private static int number(String text) {
        BigInteger number = switch (text.length() > 1 ? text.charAt(1) : ' ') {
            case 'x' -> new BigInteger(text.substring(2), 16);
            case 'o' -> new BigInteger(text.substring(2), 8);
            default -> new BigInteger(text);
        };
        return number.abs().compareTo(OUT_OF_RANGE) >= 0 ? Integer.MAX_VALUE : number.intValue();
    }
}
