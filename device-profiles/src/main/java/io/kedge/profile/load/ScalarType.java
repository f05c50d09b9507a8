package io.kedge.profile.load;

import java.util.regex.Pattern;

/** What an unquoted scalar is by the core schema of YAML 1.2 (chapter 10.3.2). */
enum ScalarType {
    /** Nothing: empty, {@code ~} or {@code null}. */
    NULL("", "~|null|Null|NULL|"),
    /** True or false; {@code yes} and {@code on} are texts. */
    FLAG("the truth value", "true|True|TRUE|false|False|FALSE"),
    /** A whole number, decimal, octal (0o17) or hexadecimal (0x1f). */
    WHOLE("the number", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    /** Another number. */
    DECIMAL("the number", "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"),
    /** A text. */
    TEXT("the text", "[\\s\\S]*");

    private final String noun;
    private final Pattern pattern;

    ScalarType(String noun, String regex) {
        this.noun = noun;
        this.pattern = Pattern.compile(regex);
    }

    /** {@return what a user would call it} */
    String noun() {
        return noun;
    }

    /** {@return the type of a scalar written without quotes} */
    static ScalarType of(String text) {
        for (ScalarType type : values()) {
            if (type.pattern.matcher(text).matches()) {
                return type;
            }
        }
        throw new AssertionError("TEXT matches everything, was " + text);
    }
}
