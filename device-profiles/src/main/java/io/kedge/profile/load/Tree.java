package io.kedge.profile.load;

import java.util.List;

import io.kedge.profile.model.Place;

/** A YAML document as it was written, each node with its place. */
sealed interface Tree {

    /** {@return where it begins} */
    Place place();

    /** {@return what a user would call it, as in "found ..."} */
    String describe();

    /**
     * A single value.
     *
     * @param text  the value without quotes
     * @param plain whether it was written without quotes
     * @param place where it begins
     */
    record Scalar(String text, boolean plain, Place place) implements Tree {

        /** {@return whether nothing is written there} */
        boolean empty() {
            return plain && ScalarType.of(text) == ScalarType.NULL;
        }

        /** {@return what YAML 1.2 takes the value for} */
        ScalarType type() {
            return plain ? ScalarType.of(text) : ScalarType.TEXT;
        }

        @Override
        public String describe() {
            return empty() ? "nothing" : Shown.quoted(text);
        }
    }

    /**
     * A list.
     *
     * @param items its items
     * @param place where it begins
     */
    record Sequence(List<Tree> items, Place place) implements Tree {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * A map. No two keys are the same.
     *
     * @param pairs its keys and values, in the file's order
     * @param place where it begins
     */
    record Mapping(List<Pair> pairs, Place place) implements Tree {
        @Override
        public String describe() {
            return "a map";
        }
    }

    /**
     * Something that was refused and reported when it was read; nothing more is to be said of it.
     *
     * @param place where it begins
     */
    record Refused(Place place) implements Tree {
        @Override
        public String describe() {
            return "something else";
        }
    }

    /**
     * A key with its value.
     *
     * @param key   the key
     * @param value the value
     */
    record Pair(Scalar key, Tree value) {
    }
}
