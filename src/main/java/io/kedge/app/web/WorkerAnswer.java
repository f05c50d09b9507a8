package io.kedge.app.web;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.kedge.runtime.api.Workqueue;
import io.smallrye.mutiny.Uni;

/**
 * Answers that block, computed on a workqueue: they hold no thread while they sleep, and none of Quarkus's few at all. What is
 * asked when the engine stands still is not among them.
 */
final class WorkerAnswer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private WorkerAnswer() { }

    /**
     * {@return the answer, computed by a worker for each caller who asks} In the caller's CDI context. It is 503 if the workqueue
     * takes no task, or has not computed it within 10 s; then it is not waited for, and nobody hears of it.
     */
    static <T> Uni<T> on(Workqueue workqueue, Supplier<T> answer) {
        return within(PATIENCE, workqueue, answer);
    }

    static <T> Uni<T> within(Duration patience, Workqueue workqueue, Supplier<T> answer) {
        return Uni.createFrom().item(answer)
                .runSubscriptionOn(workqueue.asExecutor())
                .onFailure(RejectedExecutionException.class).transform(refused -> unavailable(String.valueOf(refused.getMessage())))
                .ifNoItem().after(patience).failWith(() -> unavailable("workqueue " + workqueue.name() + " did not answer within "
                        + patience.toMillis() + " ms; see /api/engine/dump"));
    }

    static WebApplicationException unavailable(String why) {
        return new WebApplicationException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type(MediaType.TEXT_PLAIN).entity(why + "\n").build());
    }
}
