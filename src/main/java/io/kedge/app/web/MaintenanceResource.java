package io.kedge.app.web;

import java.time.Duration;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.kedge.app.Lifecycle;
import io.kedge.app.engine.Freezer;
import io.kedge.app.engine.Freezer.Outcome;
import io.kedge.app.engine.Freezer.Reason;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance: a person stops the freezable workqueues and lets them go on. Ends with the process: after a restart nothing is
 * frozen.
 */
@Path("/api/maintenance")
@Produces(MediaType.APPLICATION_JSON)
public class MaintenanceResource {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Lifecycle lifecycle;
    private final Freezer freezer;

    /** Knows the parts. */
    @Inject
    public MaintenanceResource(Lifecycle lifecycle, Freezer freezer) {
        this.lifecycle = lifecycle;
        this.freezer = freezer;
    }

    /**
     * Whether it is in maintenance.
     *
     * @param frozen  whether it is
     * @param reason  what was said of it, empty if nothing or if it is not
     * @param since   when it began, RFC 3339, UTC; empty if it did not
     * @param quiet   whether no item of a freezable workqueue is active any more; false if nothing is frozen
     * @param others  what else the workqueues are frozen for: stop, suspend
     * @param changed whether this very request began or ended it
     */
    public record Maintenance(boolean frozen, String reason, String since, boolean quiet, List<String> others, boolean changed) { }

    /**
     * Why a request was refused.
     *
     * @param error for a person: what is wrong, and the cure
     */
    public record Refusal(String error) { }

    /** {@return whether it is in maintenance} */
    @GET
    public Maintenance maintenance() {
        return describe(false);
    }

    /**
     * Begins or ends maintenance. Waits at most two seconds for items that are active.
     *
     * @throws WebApplicationException 400: the body is wrong; 403: not from this machine; 409: Kedge is not running
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Maintenance change(String body, @Context HttpServerRequest http, @HeaderParam("Origin") @Nullable String origin)
            throws InterruptedException {
        LocalOnly.refusal(http.remoteAddress().hostAddress(), http.localAddress().hostAddress(), origin).ifPresent(why -> {
            throw refusal(Response.Status.FORBIDDEN, why);
        });
        Outcome outcome = change(parse(body));
        if (outcome == Outcome.NOT_RUNNING) {
            throw refusal(Response.Status.CONFLICT, "Kedge is not running (" + lifecycle.progress().phase() + "): try again when it is");
        }
        freezer.awaitQuiet(PATIENCE);
        return describe(outcome == Outcome.CHANGED);
    }

    private Outcome change(MaintenanceRequest request) {
        if (lifecycle.progress().phase() != Lifecycle.Phase.RUNNING) {
            return Outcome.NOT_RUNNING;
        }
        return request.frozen() ? freezer.freeze(Reason.MAINTENANCE, request.reason()) : freezer.thaw(Reason.MAINTENANCE);
    }

    private Maintenance describe(boolean changed) {
        List<Freezer.Hold> holds = freezer.holds();
        boolean quiet = !holds.isEmpty() && !freezer.isBusy();
        List<String> others = holds.stream().filter(hold -> hold.reason() != Reason.MAINTENANCE).map(Freezer.Hold::key).toList();
        return holds.stream().filter(hold -> hold.reason() == Reason.MAINTENANCE).findFirst()
                .map(hold -> new Maintenance(true, hold.words(), hold.since().toString(), quiet, others, changed))
                .orElseGet(() -> new Maintenance(false, "", "", quiet, others, changed));
    }

    private static MaintenanceRequest parse(String body) {
        try {
            return MaintenanceRequest.parse(body);
        } catch (IllegalArgumentException wrong) {
            throw refusal(Response.Status.BAD_REQUEST, String.valueOf(wrong.getMessage()));
        }
    }

    private static WebApplicationException refusal(Response.Status status, String why) {
        return new WebApplicationException(Response.status(status).type(MediaType.APPLICATION_JSON).entity(new Refusal(why)).build());
    }
}
