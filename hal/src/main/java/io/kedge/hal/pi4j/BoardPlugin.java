package io.kedge.hal.pi4j;

import java.util.function.Function;

import com.pi4j.context.Context;
import com.pi4j.extension.Plugin;
import com.pi4j.extension.PluginService;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineException;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/**
 * A board for plain Pi4J programs that detect their plugins: an engine and a board of its own, made when Pi4J initializes it
 * and closed when Pi4J shuts down. Kedge itself hands its board to Pi4J by {@link Pi4jProviders}.
 */
public abstract class BoardPlugin implements Plugin {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.pi4j");
    private static final String WORKQUEUE = "gpio";

    private @Nullable Cmwq engine;   // both by the thread that builds and shuts down the context
    private @Nullable Board board;

    /** For the plugins of each kind of board. */
    protected BoardPlugin() { }

    /**
     * {@return the board, its gpio-irq running}
     *
     * @param workqueues gives the workqueue of a name, null if there is none
     * @throws LineException if there is no such board here: Pi4J then goes on without this plugin
     */
    protected abstract Board start(Function<String, @Nullable Workqueue> workqueues);

    @Override
    public void initialize(PluginService service) {
        Cmwq started = Cmwq.start();
        Workqueue gpio = started.workqueue(WORKQUEUE).percpu().highPriority().create();
        try {
            Board made = start(name -> name.equals(WORKQUEUE) ? gpio : null);
            engine = started;
            board = made;
            service.register(Pi4jProviders.of(made, WORKQUEUE));
        } catch (LineException none) {
            started.close();
            LOG.log(System.Logger.Level.INFO, "not for this machine: {0}", none.getMessage());
        }
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
}
