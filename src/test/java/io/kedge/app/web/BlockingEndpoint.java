package io.kedge.app.web;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.kedge.app.engine.Engine;
import io.smallrye.mutiny.Uni;

/** An endpoint that blocks until as many callers have come as Quarkus could never serve at once. */
@Path("/test/blocking")
@Produces(MediaType.TEXT_PLAIN)
public class BlockingEndpoint {
    /** More than quarkus.thread-pool.max-threads. */
    public static final int CALLERS = 24;

    private static final long DEADLINE_SECONDS = 60;
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final CyclicBarrier ALL = new CyclicBarrier(CALLERS);

    /** What one request is about. */
    @RequestScoped
    public static class Topic {
        private String name = "";

        public String name() {
            return name;
        }

        public void name(String given) {
            name = given;
        }
    }

    @Inject
    Engine engine;

    @Inject
    Topic topic;

    /** {@return the thread that waited for all callers, and what its request is about} */
    @GET
    public Uni<String> meet(@QueryParam("topic") String about) {
        topic.name(about);
        return WorkerAnswer.on(engine.cmwq().system("events"), this::block);
    }

    /** {@return nothing: the workqueue is closed} */
    @GET
    @Path("closed")
    public Uni<String> closed() {
        var closed = engine.cmwq().workqueue("closed").percpu().create();
        closed.close();
        return WorkerAnswer.on(closed, () -> "never");
    }

    /** {@return nothing in time, until {@link #over()}} */
    @GET
    @Path("late")
    public Uni<String> late() {
        return WorkerAnswer.within(Duration.ofMillis(20), engine.cmwq().system("events"), () -> {
            try {
                return "late " + OVER.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
    }

    /** Lets who is late go. */
    @GET
    @Path("over")
    public String over() {
        OVER.countDown();
        return "over";
    }

    private String block() {
        try {
            ALL.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
            return Thread.currentThread().getName() + " " + topic.name();
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("not all callers came", alone);
        }
    }
}
