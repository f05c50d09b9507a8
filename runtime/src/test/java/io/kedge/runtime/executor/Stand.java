package io.kedge.runtime.executor;

import java.util.BitSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import io.kedge.runtime.AtRest;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.EngineExtension;
import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.linux.CurrentThread;
import org.jspecify.annotations.Nullable;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A service under test, with the engine under it if it is ours. At its end all must end, and be in the books. */
final class Stand {
    private final ExecutorService service;
    private final @Nullable Cmwq engine;
    private final @Nullable BitSet unbound;   // CPUs of the calling thread before it was bound to one
    private final EngineLog quiet = new EngineLog();

    private Stand(ExecutorService service, @Nullable Cmwq engine, @Nullable BitSet unbound) {
        this.service = service;
        this.engine = engine;
        this.unbound = unbound;
    }

    static Stand of(ExecutorService service) {
        return new Stand(service, null, null);
    }

    /** A service of an engine of its own. The caller can be bound to one CPU, so that all its tasks are queued there. */
    static Stand of(Function<Cmwq, Workqueue> workqueue, Function<Workqueue, ExecutorService> service, boolean onOneCpu) {
        Cmwq engine = Cmwq.start();
        BitSet before = null;
        if (onOneCpu) {
            before = CurrentThread.affinity();
            BitSet first = new BitSet();
            first.set(EngineExtension.FIRST_CPU);
            CurrentThread.bindTo(first);
        }
        return new Stand(service.apply(workqueue.apply(engine)), engine, before);
    }

    ExecutorService service() {
        return service;
    }

    /** Ends the service and what it stands on. */
    void end() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        BitSet before = unbound;
        if (before != null) {
            CurrentThread.bindTo(before);
        }
        service.shutdownNow();
        Cmwq under = engine;
        try (quiet) {
            assertTrue(service.awaitTermination(EngineExtension.DEADLINE_SECONDS, SECONDS), () -> "it does not end: " + service);
            if (under != null) {
                AtRest.assertHolds(under);
            }
        } finally {
            if (under != null) {
                under.close();
            }
        }
        assertTrue(!interrupted, "a test leaves its thread interrupted");
    }
}
