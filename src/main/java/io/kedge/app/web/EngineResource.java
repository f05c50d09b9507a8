package io.kedge.app.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.kedge.app.engine.Engine;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.WorkqueueTables;
import io.smallrye.mutiny.Uni;

/** What the engine says of itself, as text for people and in the forms of the kernel's tools. Only reads. */
@Path("/api/engine")
@Produces(MediaType.TEXT_PLAIN)
public class EngineResource {
    private final Engine engine;

    /** Knows the engine. */
    @Inject
    public EngineResource(Engine engine) {
        this.engine = engine;
    }

    /** {@return what runs and what waits now, workqueue by workqueue and pool by pool (kernel: show_all_workqueues)} */
    @GET
    @Path("dump")
    public String dump() {
        return running().dump().text();
    }

    /**
     * {@return pods, pools and rescuers, and which pool serves which workqueue on which CPU (kernel: wq_dump.py)} Long, since it
     * looks at each workqueue on each CPU: computed by the engine itself.
     */
    @GET
    @Path("configuration")
    public Uni<String> configuration() {
        Cmwq cmwq = running();
        return WorkerAnswer.on(cmwq.system("events_unbound"), cmwq::configuration);
    }

    /** {@return the workqueues and their counters (kernel: wq_monitor.py), then their limits and workers, then groups, if there are any} */
    @GET
    @Path("workqueues")
    public String workqueues() {
        EngineSnapshot now = running().snapshot();
        return WorkqueueTables.monitor(now.workqueues()) + "\n" + WorkqueueTables.overview(now)
                + (now.groups().isEmpty() ? "" : "\n" + WorkqueueTables.groups(now.groups()));
    }

    private Cmwq running() {
        if (!engine.running()) {
            throw WorkerAnswer.unavailable("the engine is not running; /api/state says why");
        }
        return engine.cmwq();
    }
}
