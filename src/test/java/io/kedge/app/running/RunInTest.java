package io.kedge.app.running;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.Lifecycle;
import io.kedge.app.StopReport;
import io.kedge.app.config.KedgeConfig;
import io.kedge.app.config.Settings;
import io.kedge.app.config.StartFailure;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Does what the main method does, without a terminal: tests of Quarkus do not call it. */
@Singleton
public class RunInTest {
    private final Lifecycle lifecycle;
    private final KedgeConfig config;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<StartFailure> failures = new CopyOnWriteArrayList<>();

    @Inject
    RunInTest(Lifecycle lifecycle, KedgeConfig config) {
        this.lifecycle = lifecycle;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        lifecycle.start(Settings.of(config, "test-host"), new Lifecycle.Watcher() {
            @Override
            public void onOpen() {
                opened.countDown();
            }

            @Override
            public void onFailure(StartFailure reason) {
                failures.add(reason);
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        StopReport report = lifecycle.stop();
        if (!report.clean()) {
            throw new IllegalStateException("the stop was not clean: " + report.givenUp());
        }
    }

    boolean opened() {
        return opened.getCount() == 0;
    }

    List<StartFailure> failures() {
        return failures;
    }
}
