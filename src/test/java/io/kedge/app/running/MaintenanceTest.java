package io.kedge.app.running;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;

import io.kedge.app.engine.Engine;
import io.kedge.app.engine.Freezer;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.support.Await;
import io.kedge.hal.api.LineCounters;
import io.kedge.hal.api.LineException;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Workqueue;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(SimulatedRun.class)
class MaintenanceTest {

    @Inject
    Engine engine;

    @Inject
    Freezer freezer;

    @Inject
    Lines lines;

    @AfterEach
    void goOn() {
        freezer.thaw(Freezer.Reason.MAINTENANCE);
    }

    private static ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON).body(body).when().put("/api/maintenance").then();
    }

    @Test
    void theOperatorBeginsAndEndsIt() {
        put("{\"frozen\":true,\"reason\":\"swapping the relay\"}").statusCode(200)
                .body("frozen", equalTo(true)).body("reason", equalTo("swapping the relay")).body("quiet", equalTo(true))
                .body("changed", equalTo(true)).body("since", not(blankString()));
        put("{\"frozen\":true,\"reason\":\"and the lamp\"}").statusCode(200)
                .body("changed", equalTo(false)).body("reason", equalTo("and the lamp"));
        get("/api/maintenance").then().statusCode(200).body("frozen", equalTo(true)).body("changed", equalTo(false));
        put("{\"frozen\":false}").statusCode(200).body("frozen", equalTo(false)).body("changed", equalTo(true));
        put("{\"frozen\":false}").statusCode(200).body("changed", equalTo(false)).body("since", equalTo(""));
    }

    @Test
    void stateAndHealthTellItAndTheBoardStaysReadyAndAlive() {
        put("{\"frozen\":true,\"reason\":\"swapping the relay\"}").statusCode(200);
        get("/api/state").then().body("frozen.reason", equalTo(List.of("maintenance")))
                .body("frozen[0].words", equalTo("swapping the relay"));
        get("/q/health").then().statusCode(200)
                .body("checks.find { it.name == 'board' }.data.frozen", equalTo("maintenance: swapping the relay"));
        put("{\"frozen\":false}").statusCode(200);
        get("/api/state").then().body("frozen", hasSize(0));
        get("/q/health").then().statusCode(200).body("checks.find { it.name == 'board' }.data.frozen", nullValue());
    }

    @Test
    void outputsHaveTheirSafeLevelsMeanwhile() {
        lines.output("relay").write(true);
        put("{\"frozen\":true,\"reason\":\"swapping the relay\"}").statusCode(200);
        assertFalse(lines.output("relay").active());
        assertThrows(LineException.class, () -> lines.output("relay").write(true));
        put("{\"frozen\":false}").statusCode(200);
        assertFalse(lines.output("relay").active());
        lines.output("relay").write(true);
        assertTrue(lines.output("relay").active());
        lines.output("relay").write(false);
    }

    @Test
    void handlersWaitMeanwhileAndMissNothing() throws InterruptedException {
        Workqueue handlers = engine.find("handlers");
        assertNotNull(handlers);
        var ran = new AtomicInteger();
        put("{\"frozen\":true}").statusCode(200);
        for (int i = 0; i < 5; i++) {
            handlers.queue(Cmwq.work(ran::incrementAndGet));
        }
        get("/q/health/live").then().statusCode(200);
        assertEquals(0, ran.get());
        put("{\"frozen\":false}").statusCode(200);
        Await.until("all of them", () -> ran.get() == 5, ran::get);
    }

    @Test
    void edgesAreStampedMeanwhileAndTheirEventsComeAfterwards() {
        put("{\"frozen\":true}").statusCode(200);
        LineCounters before = button();
        Await.until("edges of a press", () -> button().edges() > before.edges() + 1, this::button);
        assertEquals(before.events(), button().events(), "no bottom half ran");
        put("{\"frozen\":false}").statusCode(200);
        Await.until("their events", () -> button().events() > before.events(), this::button);
        assertEquals(0, button().overflows());
    }

    private LineCounters button() {
        return lines.input("button").counters();
    }

    @Test
    void theReportsGoOnMeanwhile() {
        put("{\"frozen\":true}").statusCode(200);
        long before = started("mqtt-report");
        Await.until("statistics, though frozen", () -> started("mqtt-report") > before, () -> started("mqtt-report"));
        assertTrue(freezer.holds().size() == 1, "still frozen");
    }

    private long started(String workqueue) {
        return engine.snapshot().workqueues().stream().filter(queue -> queue.name().equals(workqueue)).findFirst().orElseThrow().started();
    }

    @Test
    void aWrongBodyIsRefusedWithTheReason() {
        put("{\"frozn\":true}").statusCode(400).body("error", equalTo("unknown key 'frozn', did you mean 'frozen'?"));
        put("").statusCode(400).body("error", containsString("the body must be a JSON object"));
        assertEquals(List.of(), freezer.holds());
    }

    @Test
    void aFormOrAPageIsRefused() {
        given().formParam("frozen", true).when().put("/api/maintenance").then().statusCode(415);
        given().contentType(ContentType.TEXT).body("{\"frozen\":true}").when().put("/api/maintenance").then().statusCode(415);
        given().contentType(ContentType.JSON).body("{\"frozen\":true}").when().post("/api/maintenance").then().statusCode(405);
        given().header("Origin", "http://example.org").contentType(ContentType.JSON).body("{\"frozen\":true}").when()
                .put("/api/maintenance").then().statusCode(403).body("error", containsString("web page"));
        assertEquals(List.of(), freezer.holds());
    }
}
