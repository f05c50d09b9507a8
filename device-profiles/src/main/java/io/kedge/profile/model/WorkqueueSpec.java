package io.kedge.profile.model;

import static java.util.Objects.requireNonNull;

/**
 * A workqueue that a profile asks for.
 *
 * @param name      as lines refer to it
 * @param kind      where its items run
 * @param highpri   whether it uses the pools of high priority
 * @param maxActive how many items are active at once; 0 means the engine's default
 */
public record WorkqueueSpec(String name, Kind kind, boolean highpri, int maxActive) {

    /** Where items run. */
    public enum Kind {
        /** On the CPU that queued them, or the one the line names. */
        PERCPU("percpu"),
        /** On any CPU. */
        UNBOUND("unbound"),
        /** On any CPU, one at a time, in queueing order. */
        ORDERED("ordered");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** {@return the word that stands in a profile after {@code kind:}} */
        public String key() {
            return key;
        }
    }

    /** Refuses null. */
    public WorkqueueSpec {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
    }
}
