package io.kedge.hal.sim;

import com.pi4j.context.Context;
import com.pi4j.extension.Plugin;
import com.pi4j.extension.PluginService;
import io.kedge.hal.pi4j.Pi4jProviders;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * The simulated board for plain Pi4J programs that detect their plugins: an engine and a board of its own, made when Pi4J
 * initializes it and closed when Pi4J shuts down. Kedge itself hands its board to Pi4J by {@link Pi4jProviders}.
 */
public final class SimulatedPlugin implements Plugin {
    private static final String WORKQUEUE = "gpio";

    private @Nullable Cmwq engine;           // both by the thread that builds and shuts down the context
    private @Nullable SimulatedBoard board;

    /** Called by the service loader. */
    public SimulatedPlugin() { }

    @Override
    public void initialize(PluginService service) {
        Cmwq started = Cmwq.start();
        Workqueue gpio = started.workqueue(WORKQUEUE).percpu().highPriority().create();
        SimulatedBoard made = SimulatedBoard.start(name -> name.equals(WORKQUEUE) ? gpio : null);
        engine = started;
        board = made;
        service.register(Pi4jProviders.of(made, WORKQUEUE));
    }

    @Override
    public void shutdown(Context context) {
        if (board != null) {
            board.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    /** {@return true: Pi4J then uses it off a Raspberry Pi only} */
    @Override
    public boolean isMock() {
        return true;
    }
}
