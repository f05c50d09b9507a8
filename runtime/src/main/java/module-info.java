import org.jspecify.annotations.NullMarked;

/** The CMWQ engine: the Linux kernel's concurrency managed workqueues in user space. No framework, no dependency. */
@NullMarked
module io.kedge.runtime {
    requires java.management;
    requires static jdk.jfr;   // for its events; without the module there are none
    requires static org.jspecify;

    exports io.kedge.runtime;
    exports io.kedge.runtime.api;
    exports io.kedge.runtime.inspect;
}
