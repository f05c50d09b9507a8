package io.kedge.profile.load;

import io.kedge.profile.model.Place;

/**
 * A node of a profile by its two addresses.
 *
 * @param place where it is written
 * @param path  the keys that lead to it, joined by dots; empty for the root
 */
record Spot(Place place, String path) {

    /** {@return the spot of something under this one} */
    Spot at(Place inner, String key) {
        String shown = Shown.plain(key);
        return new Spot(inner, path.isEmpty() ? shown : path + "." + shown);
    }
}
