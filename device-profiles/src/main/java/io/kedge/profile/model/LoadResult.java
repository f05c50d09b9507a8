package io.kedge.profile.model;

import java.util.List;
import java.util.stream.Collectors;

/** What became of reading a profile. */
public sealed interface LoadResult {

    /**
     * It is good.
     *
     * @param profile what it says
     */
    record Loaded(Profile profile) implements LoadResult {
    }

    /**
     * It is not.
     *
     * @param list everything that is wrong, in order of place; never empty
     */
    record Problems(List<Problem> list) implements LoadResult {

        /** Refuses an empty list. */
        public Problems {
            list = List.copyOf(list);
            if (list.isEmpty()) {
                throw new IllegalArgumentException("problems must not be empty");
            }
        }

        /** {@return every problem with its excerpt, separated by line breaks} */
        public String report() {
            return list.stream().map(Problem::excerpt).collect(Collectors.joining("\n"));
        }
    }

    /**
     * {@return the profile}
     *
     * @throws ProfileException if it has problems
     */
    default Profile orThrow() {
        return switch (this) {
            case Loaded(Profile profile) -> profile;
            case Problems(List<Problem> list) -> throw new ProfileException(list);
        };
    }
}
