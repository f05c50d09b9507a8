package io.kedge.runtime;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.cpu.Topology;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static java.util.Objects.requireNonNull;

/** Gives each test an engine of its own, checks that it is at rest afterwards, and closes it. */
public final class EngineExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(EngineExtension.class);

    /** A CPU that the process may use: 0, if it may use all. */
    public static final int FIRST_CPU = Topology.allowed().cpus().nextSetBit(0);

    public static final long DEADLINE_SECONDS = TimeUnit.MINUTES.toSeconds(1);

    /** For JUnit. */
    public EngineExtension() { }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("engine", Cmwq.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Cmwq engine = requireNonNull(context.getStore(NAMESPACE).remove("engine", Cmwq.class), "engine");
        try {
            if (context.getExecutionException().isEmpty()) {
                AtRest.assertHolds(engine);
            }
        } finally {
            engine.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cmwq.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return requireNonNull(context.getStore(NAMESPACE).get("engine", Cmwq.class), "engine");
    }
}
