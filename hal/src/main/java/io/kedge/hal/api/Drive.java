package io.kedge.hal.api;

/** How an output makes its levels. */
public enum Drive {
    /** Both levels are driven. */
    PUSH_PULL,
    /** Low is driven, high is left to a pull-up. */
    OPEN_DRAIN,
    /** High is driven, low is left to a pull-down. */
    OPEN_SOURCE
}
