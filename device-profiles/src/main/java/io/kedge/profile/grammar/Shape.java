package io.kedge.profile.grammar;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand as a value in a profile. Immutable; knows neither YAML nor JSON. */
public sealed interface Shape {

    /** {@return what a user would call it, as in "expected ..."} */
    String expected();

    /**
     * A text.
     *
     * @param pattern  what the whole text must match; of the syntax Java and ECMA 262 share
     * @param expected what a user would call it
     */
    record Text(Pattern pattern, String expected) implements Shape {
    }

    /**
     * A whole number.
     *
     * @param min the smallest
     * @param max the largest
     */
    record Whole(int min, int max) implements Shape {
        @Override
        public String expected() {
            return min == max ? Integer.toString(min) : "a whole number from " + min + " to " + max;
        }
    }

    /** True or false. */
    record Flag() implements Shape {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    /**
     * One of some words.
     *
     * @param words   the words
     * @param foreign words people bring from elsewhere, and ours for them
     */
    record Choice(List<String> words, Map<String, String> foreign) implements Shape {
        @Override
        public String expected() {
            return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
        }
    }

    /** A length of time with its unit, from 1 microsecond to 10 s. */
    record Span() implements Shape {

        /** How it is written. */
        public static final Pattern PATTERN = Pattern.compile("([1-9][0-9]{0,7})(us|ms|s)");

        @Override
        public String expected() {
            return "a duration such as 20ms (units us, ms, s)";
        }
    }

    /**
     * A list of values of one shape.
     *
     * @param item     the shape
     * @param expected what a user would call it
     */
    record Listing(Shape item, String expected) implements Shape {
    }

    /**
     * A map whose keys the user chooses.
     *
     * @param name  what a key must be
     * @param value what stands under each key
     * @param noun  what a user would call one entry ("line")
     */
    record Table(Text name, Shape value, String noun) implements Shape {
        @Override
        public String expected() {
            return "a map, one key for each " + noun;
        }
    }

    /**
     * A map whose keys are ours.
     *
     * @param noun       what a user would call it ("a line")
     * @param keys       its keys, in the order people write them
     * @param exactlyOne if not empty, of these keys there must be one and only one
     * @param bars       keys that the value of another forbids
     * @param foreign    keys people bring from elsewhere, and what to do instead
     */
    record Block(String noun, List<Key> keys, List<String> exactlyOne, List<Bar> bars, Map<String, String> foreign)
            implements Shape {
        @Override
        public String expected() {
            return noun + ": a map with the keys " + String.join(", ", names());
        }

        /** {@return the names of its keys, in their order} */
        public List<String> names() {
            return keys.stream().map(Key::name).toList();
        }

        /** {@return the key of this name, if there is one} */
        public Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /**
     * A key of a block.
     *
     * @param name     as it is written
     * @param shape    what stands under it
     * @param required whether it must be there
     * @param help     what it means, in one sentence
     */
    record Key(String name, Shape shape, boolean required, String help) {
    }

    /**
     * Keys that make no sense beside a certain value of another key.
     *
     * @param key    the other key
     * @param values its values
     * @param barred the keys that must not be there
     * @param reason why, as in "a relay {reason}"
     */
    record Bar(String key, List<String> values, List<String> barred, String reason) {
    }
}
