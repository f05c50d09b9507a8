package io.kedge.runtime.sim;

import java.util.function.Supplier;

import io.kedge.runtime.carrier.MountPoint;
import org.jspecify.annotations.Nullable;

/** The one thread of a simulation. It plays every carrier in turn, so workers are mounted on it. */
final class Stage<T> extends MountPoint {
    private final Supplier<T> play;
    private volatile @Nullable T result;
    private volatile @Nullable Throwable failure;

    private Stage(Supplier<T> play) {
        super("simulation");
        this.play = play;
        setDaemon(true);
    }

    static <T> Stage<T> start(Supplier<T> play) {
        Stage<T> stage = new Stage<>(play);
        stage.start();
        return stage;
    }

    @Override
    public void run() {
        try {
            result = play.get();
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
        }
    }

    /** {@return what came of it, when it has ended} */
    T result() throws InterruptedException {
        join();
        T found = result;
        if (found == null) {
            throw new AssertionError("a simulation failed", failure);
        }
        return found;
    }
}
