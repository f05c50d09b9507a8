package io.kedge.runtime.executor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import io.kedge.runtime.EngineExtension;
import org.junit.jupiter.api.AfterEach;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each test has a service of its own, on its host. */
abstract class ServiceContract {
    final Host host;
    final ExecutorService service;
    private final Stand stand;

    ServiceContract(Host host) {
        this.host = host;
        this.stand = host.open();
        this.service = stand.service();
    }

    @AfterEach
    final void everythingEnds() throws InterruptedException {
        stand.end();
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.get(EngineExtension.DEADLINE_SECONDS, SECONDS);
    }

    final void assertTerminates() throws InterruptedException {
        assertTrue(service.awaitTermination(EngineExtension.DEADLINE_SECONDS, SECONDS), "the service does not terminate");
        assertTrue(service.isTerminated(), "it terminates after it says so");
    }
}
