import org.jspecify.annotations.NullMarked;

/** GPIO: top halves on gpio-irq, bottom halves on workqueues, debounce, Pi4J providers and the simulated board. */
@NullMarked
module io.kedge.hal {
    requires static org.jspecify;
    requires transitive io.kedge.runtime;
    requires transitive io.smallrye.mutiny;

    exports io.kedge.hal.api;
}
