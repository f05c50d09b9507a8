package io.kedge.app.running;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

import io.kedge.app.engine.Engine;
import io.kedge.app.web.BlockingEndpoint;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Endpoints that block run on workqueues. */
@QuarkusTest
@TestProfile(SimulatedRun.class)
class BlockingEndpointTest {
    private static final int CALLERS = BlockingEndpoint.CALLERS;

    @ConfigProperty(name = "quarkus.thread-pool.max-threads")
    int quarkusThreads;

    @Inject
    Engine engine;

    @Test
    void moreRequestsBlockAtOnceThanQuarkusHasThreadsEachOnAWorkerInItsOwnContext() throws Exception {
        assertTrue(CALLERS > quarkusThreads);
        String endpoint = "http://localhost:" + RestAssured.port + "/test/blocking?topic=t";
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < CALLERS; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + i)).build();
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            for (int i = 0; i < CALLERS; i++) {
                HttpResponse<String> answer = answers.get(i).get(1, TimeUnit.MINUTES);
                assertEquals(200, answer.statusCode(), answer.body());
                assertTrue(answer.body().matches("kworker/\\S+ t" + i), answer.body());
            }
        }
    }

    @Test
    void theEnginesConfigurationIsWrittenByTheEngine() {
        long before = started("events_unbound");
        get("/api/engine/configuration").then().statusCode(200).body(containsString("Affinity Scopes"));
        assertTrue(started("events_unbound") > before);
    }

    private long started(String workqueue) {
        return engine.snapshot().workqueues().stream().filter(queue -> queue.name().equals(workqueue)).findFirst().orElseThrow().started();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsNotWaitedFor() {
        get("/test/blocking/late").then().statusCode(503).contentType("text/plain")
                .body(equalTo("workqueue events did not answer within 20 ms; see /api/engine/dump\n"));
        get("/test/blocking/over").then().statusCode(200);
    }

    @Test
    void aClosedWorkqueueIsSaidToTheCaller() {
        get("/test/blocking/closed").then().statusCode(503).contentType("text/plain")
                .body(containsString("workqueue closed is closed and takes no task from outside"));
    }
}
