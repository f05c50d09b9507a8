package io.kedge.runtime.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.kedge.runtime.AtRest;
import io.kedge.runtime.SimulatedEngine;
import io.kedge.runtime.pool.CarrierSteps;
import io.kedge.runtime.pool.WorkerBooks;
import io.kedge.runtime.sim.SimQueue.Kind;
import io.kedge.runtime.watch.HogPace;
import org.jspecify.annotations.Nullable;

/**
 * One run of the whole engine, from its first item to its end, as one seed has it. The engine is the production code; the
 * seed says who takes the next step, what the items and the callers do, how long it lasts and what fails. After every step
 * the books are checked, at the end the promises.
 */
final class Simulation extends ChanceWorld {
    private static final int MOST_STEPS = 100_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int KEPT_LINES = 40;
    private static final int MOST_TURNS_AT_REST = 150;   // to end the workers of a burst, some of them preempted

    final List<SimQueue> queues = new ArrayList<>();
    final List<SimGroup> groups = new ArrayList<>();
    final List<SimItem> items = new ArrayList<>();
    private final List<Outsider> outsiders = new ArrayList<>();
    private final List<CarrierSteps> seenRunning = new ArrayList<>();   // by the tick, in the present step
    final AttrsModel attrs = new AttrsModel(plan.topology(), () -> engine().hotplug().online());
    boolean poolsMayFail;
    long queueings;            // what was queued or moved gets the next number
    private final Oracle oracle;
    private final WatchActs watching = new WatchActs(this);
    private long progressNanos = nowNanos;
    private long patienceNanos = PATIENCE_NANOS;
    private long resumedAtStep;
    private int timerTurns;
    private long idled;
    private @Nullable Violation violation;

    private Simulation(long seed, Coverage coverage, boolean traced) {
        super(seed, coverage, traced);
        begin(new SimulatedEngine(plan.topology(), plan.idleNanos(), new HogPace(plan.hogNanos()), this));
        this.oracle = new Oracle(this);
    }

    /** What became of a run. */
    record Outcome(long steps, @Nullable Violation violation, List<String> trace) {

        /** {@return the last lines of the trace} */
        String end() {
            return String.join("\n", trace.subList(Math.max(0, trace.size() - KEPT_LINES), trace.size()));
        }
    }

    /** Runs a seed. Must be called on a {@link Stage}. */
    static Outcome run(long seed, Coverage coverage, boolean traced) {
        Simulation simulation = new Simulation(seed, coverage, traced);
        try {
            simulation.run();
        } catch (Violation broken) {
            simulation.fail(broken);
        } catch (RuntimeException | AssertionError thrown) {
            simulation.fail(new Violation("something threw: " + thrown, thrown));
        }
        return new Outcome(simulation.steps, simulation.violation, simulation.lines());
    }

    private void run() {
        Script script = new Script(this);
        makeQueuesAndItems(script);
        for (int i = 0; i < plan.outsiders(); i++) {
            outsider("caller" + i, script::callersLife);
        }
        if (plan.freezes()) {
            outsider("freezer", script::freezersLife);
        }
        if (plan.shortages() || plan.hotplugs()) {
            outsider("machine", new Troubles(this)::life);
        }
        ReaderActs readers = new ReaderActs(this);
        if (plan.reads()) {
            outsider("reader0", readers::readersLife);
            outsider("reader1", readers::readersLife);
            outsider("writer", readers::writersLife);
        }
        if (dice.oneIn(4)) {
            outsider("observer", watching::life);
        }
        runUntil("everything has run and the callers are done", this::isQuiet);
        patienceNanos = plan.idleNanos() + PATIENCE_NANOS;
        timerTurns = 0;
        runUntil("the engine's own threads sleep for ever", () -> servicesSleep() && oracle.workersAreIdle());   // those of a pool that ends may be on their way
        if (timerTurns > MOST_TURNS_AT_REST) {
            throw new Violation("the timer took " + timerTurns + " turns for an engine without work");
        }
        oracle.crew.checkPoolsHaveShrunk();
        patienceNanos = PATIENCE_NANOS;
        progress();
        oracle.checkPromises();
        String broken = readers.violationAtEnd();
        if (broken != null) {
            throw new Violation(broken);
        }
        AtRest.assertBooks(engine().snapshot());
        if (!oracle.rescues.sawOne()) {
            AtRest.assertAccounts(engine().snapshot());
        }
        oracle.checkRescued();
        HandOffs.count(this);
        end();
        if (engine().callbackFailures() != injected) {
            throw new Violation(engine().callbackFailures() + " call-backs failed, " + injected + " were made to");
        }
    }

    private void outsider(String name, Runnable life) {
        Outsider outsider = new Outsider(this, name, life);
        outsiders.add(outsider);
        outsider.start();
    }

    private void makeQueuesAndItems(Script script) {
        QueueMaker maker = new QueueMaker(this);
        for (int i = 0; i < plan.queues(); i++) {
            queues.add(maker.make(i));
        }
        for (int i = 0; i < plan.items(); i++) {
            SimQueue home = queues.get(dice.below(queues.size()));
            items.add(new SimItem("w" + i, home, dice.oneIn(6), dice.oneIn(3), script));
            items.getLast().shallEndWithin(dice.oneIn(4) ? dice.between(1, 8_000) * 1_000L : 0);
        }
        queues.stream().filter(queue -> queue.kind == Kind.LOAD_AWARE).forEach(queue -> attrs.apply(queue, plan.attrs()));
        oracle.begin();
    }

    // ---- the loop

    private void runUntil(String what, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Machine machine = next();
            if (machine == null) {
                throw new Violation("nobody will ever take a step again, but not yet " + what);
            }
            step(machine);
            if (nowNanos - progressNanos > patienceNanos) {
                throw new Violation("for a long time nothing ran and nobody did anything, but not yet " + what);
            }
            if (steps > MOST_STEPS) {
                throw new Violation("after " + steps + " steps it is not so that " + what);
            }
        }
    }

    private void step(Machine machine) {
        steps++;
        if (isTraced()) {
            trace(machine.name());
        }
        boolean timers = isTimer(machine);
        if (timers) {
            timerTurns++;
            oracle.beforeTimer();
        }
        machine.step();
        if (timers) {
            oracle.afterTimer();
        }
        oracle.crew.afterLook(seenRunning);
        oracle.afterStep(machine);
        Violation broken = violation;
        if (broken != null) {
            throw broken;
        }
    }

    private boolean isQuiet() {
        for (int i = 0; i < outsiders.size(); i++) {
            if (!outsiders.get(i).ended()) {
                return false;
            }
        }
        for (int i = 0; i < items.size(); i++) {
            SimItem item = items.get(i);
            if (item.isRunning() || item.place() != 0) {
                return false;
            }
        }
        return oracle.workersAreIdle();
    }

    /** Closes all workqueues as an application does, then ends the pools: not a carrier nor a worker may stay behind. */
    private void end() {
        ending = true;
        outsider("closer", () -> queues.reversed().forEach(queue -> queue.api.close()));
        runUntil("the workqueues are closed", this::isQuiet);
        oracle.rescues.checkEnded();
        runUntil("the pools of unbound workqueues have ended", oracle.attrs::unusedPoolsHaveEnded);
        oracle.endPools();
        runUntil("all workers and carriers have ended", oracle::poolsHaveEnded);
        stopServices();
        runUntil("timer and tick have ended", this::servicesHaveEnded);
    }

    // ---- for those who run in it

    /** Something ran, or somebody did something. */
    void progress() {
        progressNanos = nowNanos;
    }

    /** {@return whether a worker's item could go on in the present step} */
    boolean resumedInStep() {
        return resumedAtStep == steps;
    }

    void freeze(boolean freeze) {
        oracle.frozen(freeze);
        engine().freeze(freeze);
        coverage.saw(Seen.FROZEN);
    }

    void jump(long nanos) {
        nowNanos += nanos;
        progressNanos = nowNanos;
        oracle.jumped();
        coverage.saw(Seen.CLOCK_JUMPED);
    }

    Oracle oracle() {
        return oracle;
    }

    /** Notes that a law was broken; the run ends with the present step. */
    void fail(Violation broken) {
        if (violation == null) {
            violation = broken;
        }
    }

    @Override
    public void poolWanted() {
        if (poolsMayFail && dice.oneIn(2)) {
            throw new Shortage();
        }
    }

    @Override
    void stalled() {
        watching.stalled();
    }

    @Override
    void threw(Throwable thrown) {
        fail(new Violation("something threw where nothing may: " + thrown, thrown));
    }

    // ---- SimWorld: what the engine did

    @Override
    void workerRunnable(Routine worker) {
        String before = WorkerBooks.stateOf(worker.owner());
        switch (before) {
            case "NEW" -> coverage.saw(Seen.NEW_TO_IDLE);
            case "LEAVING" -> {
                coverage.saw(Seen.MOUNTED_TO_LEAVING);
                coverage.saw(Seen.LEAVING_TO_IDLE);
            }
            case "ASLEEP" -> {
                resumedAtStep = steps;
                coverage.saw(Seen.ASLEEP_TO_RESUMED);
            }
            default -> {
                resumedAtStep = steps;
                coverage.saw(Seen.MOUNTED_TO_RESUMED);
                coverage.saw(current == worker ? Seen.YIELDED : Seen.WAKE_UP_OVERTOOK_ITS_SLEEP);
            }
        }
        if (strikes()) {
            injected++;
            coverage.saw(Seen.CALLBACK_FAILED);
            if (isTraced()) {
                trace("the call-back for " + worker.name() + " fails");
            }
            worker.owner().runnableFailed(new Shortage());
        } else {
            worker.idledAs = ++idled;
            worker.idledAtNanos = nowNanos;
            worker.owner().runnable();
        }
    }

    @Override
    void picked(Routine worker, CarrierSteps carrier) {
        boolean resumed = WorkerBooks.runsAnItem(worker.owner());
        coverage.saw(resumed ? Seen.RESUMED_TO_MOUNTED : Seen.IDLE_TO_MOUNTED);
        oracle.picked(carrier.pool());
        oracle.crew.mounted(worker, carrier.pool());
        if (!resumed && !oracle.isEnding(carrier.pool()) && !WorkerBooks.isBh(worker.owner())) {
            oracle.crew.tookAnIdleWorker(worker, carrier.pool());
        }
        if (resumed && !carrier.hasSlot()) {
            coverage.saw(Seen.RAN_AGAIN_ASIDE);
        }
        if (isTraced()) {
            trace("takes up " + worker.name() + (carrier.hasSlot() ? ", on a slot" : ", aside"));
        }
    }

    @Override
    void seenRunning(CarrierSteps carrier) {
        seenRunning.add(carrier);
    }

    @Override
    void dismissed(Routine worker) {
        progress();
        oracle.crew.dismissed(worker);
        if (isTraced()) {
            trace("ends " + worker.name());
        }
    }

    @Override
    void settled(@Nullable Routine worker) {
        if (worker == null) {
            return;
        }
        String state = WorkerBooks.stateOf(worker.owner());
        if (state.equals("ASLEEP")) {
            coverage.saw(Seen.MOUNTED_TO_ASLEEP);
            if (WorkerBooks.isBh(worker.owner())) {
                coverage.saw(Seen.BH_SLEPT);
            }
        } else if (state.equals("DEAD")) {
            coverage.saw(Seen.MOUNTED_TO_DEAD);
        }
    }
}
