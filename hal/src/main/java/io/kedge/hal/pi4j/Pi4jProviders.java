package io.kedge.hal.pi4j;

import com.pi4j.provider.Provider;
import io.kedge.hal.api.Board;

/**
 * The Pi4J providers of any board:
 *
 * <pre>
 * Context pi4j = Pi4J.newContextBuilder().noAutoDetect().add(Pi4jProviders.of(board, "gpio")).disableShutdownHook().build();
 * </pre>
 *
 * Without {@code noAutoDetect()} Pi4J adds mock providers on machines that are no Raspberry Pi.
 */
public final class Pi4jProviders {
    /** Above Pi4J's own providers, the highest of which has 200. */
    static final int PRIORITY = 500;

    private Pi4jProviders() { }

    /** {@return one provider for inputs and one for outputs; inputs run their listeners on the workqueue of this name} */
    @SuppressWarnings("rawtypes")   // Pi4J's builder takes raw ones
    public static Provider[] of(Board board, String workqueue) {
        return new Provider[] {new BoardInputProvider(board, workqueue), new BoardOutputProvider(board)};
    }
}
