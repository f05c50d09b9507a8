package io.kedge.app.running;

import java.util.List;
import java.util.regex.Pattern;
import jakarta.inject.Inject;

import io.kedge.app.Lifecycle;
import io.kedge.app.gpio.Lines;
import io.kedge.app.mqtt.support.Await;
import io.kedge.hal.sim.SimulatedBoard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@TestProfile(SimulatedRun.class)
class StateTest {

    @Inject
    RunInTest run;

    @Inject
    Lifecycle lifecycle;

    @Inject
    Lines lines;

    @Test
    void theEngineIsLiveAndHasRunItsProbes() {
        get("/q/health/live").then().statusCode(200).body("checks.find { it.name == 'engine' }.status", equalTo("UP"));
    }

    @Test
    void theBoardIsReadyWithoutABrokerAndSaysSo() {
        get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'board' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'board' }.data.mqtt", not(equalTo("ONLINE")))
                .body("checks.find { it.name == 'board' }.data.mqtt_cause", containsString("127.0.0.1:1"));
        assertEquals(List.of(), run.failures());
    }

    @Test
    void theStartIsOverAndSaysItsPhase() {
        get("/q/health/started").then().statusCode(200).body("checks.find { it.name == 'parts' }.data.phase", equalTo("RUNNING"));
        assertEquals(Lifecycle.Phase.RUNNING, lifecycle.progress().phase());
        assertTrue(run.opened(), "who follows the run was told that the lines are open");
    }

    @Test
    void metricsCountWorkqueuesPoolsLinesAndTheLink() {
        String metrics = get("/q/metrics").then().statusCode(200).extract().asString();
        for (String sample : List.of(
                "kedge_workqueue_started_total{workqueue=\"gpio\"}",
                "kedge_workqueue_moved_total{workqueue=\"gpio\"} 0.0",
                "kedge_workqueue_deadlines_missed_total{workqueue=\"gpio\"} 0.0",
                "kedge_workqueue_lent_total{workqueue=\"gpio\"} 0.0",
                "kedge_pool_hand_offs_lent_total{pool=\"kcpu/0\"} 0.0",
                "kedge_workqueue_delay_seconds_total{workqueue=\"inputs\"}",
                "kedge_pool_mounts_total{pool=\"kcpu/0\"}",
                "kedge_line_edges_total{line=\"button\"}",
                "kedge_mqtt_connected{client=\"device\"} 0.0")) {
            assertTrue(metrics.contains(sample), () -> sample + " is not in\n" + metrics);
        }
    }

    @Test
    void noLabelOfOursIsAnythingButANameOfTheConfiguration() {
        String metrics = get("/q/metrics").asString();
        var label = Pattern.compile("^kedge_\\w+\\{(\\w+)=", Pattern.MULTILINE);
        List<String> labels = label.matcher(metrics).results().map(match -> match.group(1)).distinct().toList();
        assertTrue(List.of("workqueue", "pool", "line", "client").containsAll(labels), () -> "labels are " + labels);
    }

    @Test
    void theStateNamesWhatRuns() {
        get("/api/state").then().statusCode(200)
                .body("phase", equalTo("running"))
                .body("profile", equalTo("sim"))
                .body("simulated", equalTo(true))
                .body("broker", equalTo("mqtt://pat@127.0.0.1:1"))
                .body("handlers.name", hasItems("ToggleLight.toggle", "Listeners.heard", "Listeners.counted"));
        assertFalse(get("/api/state").asString().contains("hunter2"), "the password shows");
    }

    @Test
    void linesCarryTheirMeaningAndTheirCounters() {
        get("/api/lines").then().statusCode(200)
                .body("id", containsInAnyOrder("button", "door", "meter", "relay", "led"))
                .body("find { it.id == 'door' }.state", equalTo("open"))
                .body("find { it.id == 'relay' }.direction", equalTo("output"))
                .body("find { it.id == 'button' }.debounce", equalTo("settle 20ms"))
                .body("find { it.id == 'door' }.debounce", equalTo("leading 50ms"))
                .body("find { it.id == 'relay' }.debounce", equalTo(""))
                .body("poll.unique()", equalTo(List.of("")))
                .body("find { it.id == 'button' }.counters.line", equalTo("button"));
    }

    @Test
    void chipsCountWhatTheirLinesDid() {
        Await.until("an edge", () -> !lines.counters().isEmpty() && lines.counters().stream().anyMatch(line -> line.edges() > 0), lines::counters);
        get("/api/chips").then().statusCode(200).body("chip", equalTo(List.of("kedge-sim"))).body("[0].edges", greaterThan(0));
    }

    @Test
    void workqueuesAndPoolsAreListed() {
        get("/api/workqueues").then().statusCode(200).body("name", hasItems("gpio", "handlers", "inputs", "events", "mqtt-report"));
        get("/api/pools").then().statusCode(200).body("size()", greaterThan(1)).body("name", hasItems("kcpu/0", "kcpu/0H"));
    }

    @Test
    void theEngineShowsItselfAsTheKernelsToolsDo() {
        get("/api/engine/workqueues").then().statusCode(200).contentType("text/plain")
                .body(matchesPattern("(?s).*\\nevents +\\d+ .*\\nname +max_active +idle/busy .*\\ngpio +.*"));
        get("/api/engine/configuration").then().statusCode(200).body(containsString("Affinity Scopes"))
                .body(containsString("wq_unbound_cpumask="));
        get("/api/engine/dump").then().statusCode(200).body(startsWith("Showing busy workqueues and worker pools:"));
    }

    @Test
    void aLineWhoseChipIsTakenAwayIsToldAndComesBack() {
        SimulatedBoard board = (SimulatedBoard) lifecycle.board().orElseThrow();
        board.unplug("kedge-sim");
        Await.until("all lines are degraded", () -> lines.degraded().size() == 5, lines::degraded);
        get("/api/lines").then().statusCode(200)
                .body("find { it.id == 'door' }.degraded", equalTo(true))
                .body("find { it.id == 'door' }.active", nullValue());
        get("/api/state").then().statusCode(200)
                .body("degraded", hasItem("line door: its chip was taken away; the line opens again by itself when the chip is back"));
        get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'board' }.data.degraded", containsString("line relay: its chip was taken away"));
        board.plug("kedge-sim");
        Await.until("all lines work", () -> lines.degraded().isEmpty(), lines::degraded);
        get("/api/lines").then().statusCode(200)
                .body("find { it.id == 'door' }.degraded", equalTo(false))
                .body("find { it.id == 'door' }.state", equalTo("open"));
    }
}
