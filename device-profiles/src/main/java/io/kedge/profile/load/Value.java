package io.kedge.profile.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A part of a profile that has the shape the table of keys asks for. What has not is left out, and counted as spoiled. */
sealed interface Value {

    /** {@return where it is} */
    Spot spot();

    /**
     * A text or a word.
     *
     * @param text the text
     * @param spot where it is
     */
    record Text(String text, Spot spot) implements Value {
    }

    /**
     * A whole number.
     *
     * @param number the number
     * @param spot   where it is
     */
    record Whole(int number, Spot spot) implements Value {
    }

    /**
     * True or false.
     *
     * @param flag the value
     * @param spot where it is
     */
    record Flag(boolean flag, Spot spot) implements Value {
    }

    /**
     * A length of time.
     *
     * @param length the length
     * @param spot   where it is
     */
    record Span(Duration length, Spot spot) implements Value {
    }

    /**
     * A list.
     *
     * @param items those of its items that are good
     * @param spot  where it is
     */
    record Listing(List<Value> items, Spot spot) implements Value {
    }

    /**
     * A map.
     *
     * @param entries those of its values that are good, in the file's order
     * @param spoiled the keys whose values are not
     * @param spot    where it is; for a map under a key, the key's place
     */
    record Block(Map<String, Value> entries, Set<String> spoiled, Spot spot) implements Value {

        /** {@return whether the key is written, good or not} */
        boolean has(String key) {
            return entries.containsKey(key) || spoiled.contains(key);
        }

        @Nullable Text text(String key) {
            return entries.get(key) instanceof Text value ? value : null;
        }

        @Nullable Whole whole(String key) {
            return entries.get(key) instanceof Whole value ? value : null;
        }

        @Nullable Span span(String key) {
            return entries.get(key) instanceof Span value ? value : null;
        }

        @Nullable Block block(String key) {
            return entries.get(key) instanceof Block value ? value : null;
        }

        @Nullable Listing listing(String key) {
            return entries.get(key) instanceof Listing value ? value : null;
        }

        String textOr(String key, String otherwise) {
            return entries.get(key) instanceof Text value ? value.text() : otherwise;
        }

        int wholeOr(String key, int otherwise) {
            return entries.get(key) instanceof Whole value ? value.number() : otherwise;
        }

        boolean flag(String key) {
            return entries.get(key) instanceof Flag value && value.flag();
        }
    }
}
