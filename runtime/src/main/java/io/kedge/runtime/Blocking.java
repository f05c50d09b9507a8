package io.kedge.runtime;

import java.util.concurrent.Callable;

import io.kedge.runtime.pool.Caller;

import static java.util.Objects.requireNonNull;

/**
 * The bracket around a native call that normally sleeps (DESIGN D3): the worker gives its slot to the next item at once,
 * instead of waiting for the tick to find it asleep. May be nested; a plain call outside workers (R44).
 */
public final class Blocking {
    private Blocking() { }

    /**
     * Runs the call, announced as blocking, on the calling thread. Returns and throws what the call does.
     *
     * @throws Exception whatever the call throws
     */
    public static <T> T call(Callable<T> call) throws Exception {
        requireNonNull(call, "call");
        boolean announced = Caller.beginBracket();
        try {
            return call.call();
        } finally {
            if (announced) {
                Caller.endBracket();
            }
        }
    }
}
