package io.kedge.app.running;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Settings of the run that the tests in this process look at: the simulated board, and a port where no broker is. */
public class SimulatedRun implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("kedge.broker", "mqtt://pat:hunter2@127.0.0.1:1", "kedge.seed", "7", "kedge.device", "test-board");
    }
}
