import com.pi4j.extension.Plugin;
import io.kedge.hal.cdev.CdevPlugin;
import io.kedge.hal.sim.SimulatedPlugin;
import org.jspecify.annotations.NullMarked;

/** GPIO: top halves on gpio-irq, bottom halves on workqueues, debounce, Pi4J providers and the simulated board. */
@NullMarked
module io.kedge.hal {
    requires static org.jspecify;
    requires transitive io.kedge.runtime;
    requires transitive io.smallrye.mutiny;
    requires transitive com.pi4j;

    exports io.kedge.hal.api;
    exports io.kedge.hal.cdev;
    exports io.kedge.hal.device;
    exports io.kedge.hal.pi4j;
    exports io.kedge.hal.sim;

    provides Plugin with CdevPlugin, SimulatedPlugin;
}
