package io.kedge.runtime.queue;

import java.util.Set;
import java.util.function.UnaryOperator;

import io.kedge.runtime.EngineLog;
import io.kedge.runtime.api.WorkqueueBuilder;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What comes of what is asked for, without an engine. */
class SpecBuilderTest {
    private final EngineLog log = new EngineLog();

    /** Ends a creation where the engine would make the workqueue of the spec. */
    private static final class Made extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient WorkqueueSpec spec;

        Made(WorkqueueSpec spec) {
            this.spec = spec;
        }
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static WorkqueueSpec made(String name, boolean savesPower, UnaryOperator<WorkqueueBuilder> asked) {
        WorkqueueBuilder builder = new SpecBuilder(name, spec -> {
            throw new Made(spec);
        }, savesPower);
        return assertThrows(Made.class, asked.apply(builder)::create).spec;
    }

    private static WorkqueueSpec made(UnaryOperator<WorkqueueBuilder> asked) {
        return made("sensors", false, asked);
    }

    private void assertComplaints(String... parts) {
        assertEquals(parts.length, log.complaints().size(), log.complaints()::toString);
        for (String part : parts) {
            assertEquals(1, log.complaints(part).size(), log.complaints()::toString);
        }
    }

    @Test
    void eachFlagIsTheOneAskedFor() {
        assertEquals(Set.of(Flag.PERCPU), made(WorkqueueBuilder::percpu).flags());
        assertEquals(Set.of(Flag.UNBOUND), made(WorkqueueBuilder::unbound).flags());
        assertEquals(Set.of(Flag.PERCPU, Flag.HIGHPRI), made(asked -> asked.percpu().highPriority()).flags());
        assertEquals(Set.of(Flag.PERCPU, Flag.CPU_INTENSIVE), made(asked -> asked.percpu().cpuIntensive()).flags());
        assertEquals(Set.of(Flag.PERCPU, Flag.MEM_RECLAIM), made(asked -> asked.percpu().memReclaim()).flags());
        assertEquals(Set.of(Flag.PERCPU, Flag.FREEZABLE), made(asked -> asked.percpu().freezable()).flags());
        assertEquals(Set.of("WQ_UNBOUND", "__WQ_ORDERED"), made(WorkqueueBuilder::ordered).kernelFlags());
        assertTrue(made(WorkqueueBuilder::unbound).has(Flag.UNBOUND));
        assertFalse(made(WorkqueueBuilder::unbound).has(Flag.PERCPU));
        assertComplaints();
    }

    @Test
    void theLimitIsTheOneAskedForTheDefaultOrTheNearestThereIs() {
        assertEquals(1024, made(WorkqueueBuilder::percpu).maxActive());
        assertEquals(1024, made(asked -> asked.percpu().maxActive(0)).maxActive());
        assertEquals(1, made(asked -> asked.percpu().maxActive(1)).maxActive());
        assertEquals(2048, made(asked -> asked.percpu().maxActive(2048)).maxActive());
        assertComplaints();
        assertEquals(1, made(asked -> asked.percpu().maxActive(-7)).maxActive());
        assertEquals(2048, made(asked -> asked.percpu().maxActive(2049)).maxActive());
        assertComplaints("max_active of workqueue sensors was -7; it is 1", "was 2049; it is 2048");
    }

    private static WorkqueueBuilder builder() {
        return new SpecBuilder("sensors", made -> {
            throw new Made(made);
        }, false);
    }

    @Test
    void anOrderedWorkqueueIsUnboundAndHasOneSlot() {
        WorkqueueSpec spec = made(asked -> asked.ordered().maxActive(9));
        assertEquals(Set.of(Flag.UNBOUND, Flag.ORDERED), spec.flags());
        assertEquals(1, spec.maxActive());
        for (UnaryOperator<WorkqueueBuilder> more : java.util.List.<UnaryOperator<WorkqueueBuilder>>of(
                WorkqueueBuilder::percpu, WorkqueueBuilder::highPriority, WorkqueueBuilder::cpuIntensive, WorkqueueBuilder::loadAware,
                WorkqueueBuilder::byDeadline)) {
            WorkqueueBuilder builder = more.apply(builder().ordered());
            assertThrows(IllegalStateException.class, builder::create);
        }
        assertComplaints();
    }

    @Test
    void bothKindsAreOneWithAWarning() {
        assertEquals(Set.of(Flag.UNBOUND), made(asked -> asked.percpu().unbound()).flags());
        assertComplaints("asked to be both per-CPU and unbound");
    }

    @Test
    void whoSavesPowerGetsItUnbound() {
        UnaryOperator<WorkqueueBuilder> asked = builder -> builder.percpu().powerEfficient();
        assertEquals(Set.of(Flag.PERCPU, Flag.POWER_EFFICIENT), made(asked).flags());
        assertEquals(Set.of(Flag.UNBOUND, Flag.POWER_EFFICIENT), made("sensors", true, asked).flags());
        assertEquals(Set.of(Flag.PERCPU), made("sensors", true, WorkqueueBuilder::percpu).flags());
        assertComplaints();
    }

    @Test
    void loadDecidesOnlyWhereThereIsAChoice() {
        assertEquals(Set.of(Flag.UNBOUND, Flag.LOAD_AWARE), made(asked -> asked.unbound().loadAware()).flags());
        assertEquals(Set.of("WQ_UNBOUND"), made(asked -> asked.unbound().loadAware()).kernelFlags());
        assertEquals(1024, made(asked -> asked.percpu().powerEfficient().loadAware()).maxActive());
        WorkqueueBuilder percpu = builder().percpu().loadAware();
        assertThrows(IllegalArgumentException.class, percpu::create);
        assertEquals(Set.of(Flag.UNBOUND, Flag.BY_DEADLINE), made(asked -> asked.unbound().byDeadline()).flags());
        WorkqueueBuilder percpuDue = builder().percpu().byDeadline();
        assertThrows(IllegalArgumentException.class, percpuDue::create);
        WorkqueueBuilder bh = builder().percpu().bh().loadAware();
        assertThrows(IllegalStateException.class, bh::create);
        assertComplaints();
    }

    @Test
    void aNameIsNotBlankAndNotTooLong() {
        String longest = "a".repeat(31);
        assertEquals(longest, made(longest, false, WorkqueueBuilder::percpu).name());
        assertComplaints();
        assertEquals(longest, made(longest + "b", false, WorkqueueBuilder::percpu).name());
        assertComplaints("is longer than 31 characters");
        WorkqueueBuilder blank = new SpecBuilder(" ", spec -> {
            throw new Made(spec);
        }, false).percpu();
        assertThrows(IllegalArgumentException.class, blank::create);
    }

    @Test
    void aWarningThatIsSaidOnceIsSaidOnce() {
        Once once = new Once();
        once.warn(() -> "first");
        once.warn(() -> "second");
        assertComplaints("first");
    }
}
