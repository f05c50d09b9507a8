package io.kedge.profile.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.Drive;
import io.kedge.hal.api.DurationText;
import io.kedge.hal.api.Edges;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.profile.grammar.ProfileGrammar;
import io.kedge.profile.grammar.Vocabulary;
import io.kedge.profile.model.LineKind;
import io.kedge.profile.model.ProfileLine;
import io.kedge.profile.model.Publish;
import io.kedge.profile.model.WorkqueueSpec;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Reads the lines: what each is, where it is, how it is opened. */
final class LineReader {
    private final ProblemList problems;
    private final Surroundings around;
    private final AddressReader addresses;

    LineReader(ProblemList problems, Surroundings around) {
        this.problems = problems;
        this.around = around;
        this.addresses = new AddressReader(problems, around);
    }

    /** {@return the lines that are good; complete only if there are no problems} */
    List<ProfileLine> read(Value.Block profile) {
        List<ProfileLine> lines = new ArrayList<>();
        Value.Block table = profile.block("lines");
        for (Map.Entry<String, Value> entry : table == null ? Set.<Map.Entry<String, Value>>of() : table.entries().entrySet()) {
            ProfileLine line = line(entry.getKey(), (Value.Block) entry.getValue());
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private @Nullable ProfileLine line(String id, Value.Block block) {
        LineAddress address = addresses.read(id, block);
        checkDebounce(block);
        checkPoll(block);
        checkWorkqueue(block);
        checkCpu(block);
        LineKind kind = constant(block, "as", LineKind.values(), LineKind::key);
        if (kind == null || address == null || !problems.isEmpty()) {
            return null;
        }
        Publish publish = constant(block, "publish", Publish.values(), Publish::key);
        return new ProfileLine(
                kind,
                kind.direction() == Direction.INPUT ? input(id, address, kind, block) : output(id, address, block),
                publish == null ? Publish.defaultOf(kind) : publish,
                block.textOr("description", ""),
                block.spot().place());
    }

    private static LineConfig input(String id, LineAddress address, LineKind kind, Value.Block block) {
        Edges edges = constant(block, "edges", Edges.values(), ProfileGrammar::word);
        return common(LineConfig.input(id, address), block)
                .edges(edges == null ? defaultEdges(kind, block) : edges)
                .debounce(debounce(block))
                .pollEvery(poll(block))
                .build();
    }

    private static Duration poll(Value.Block block) {
        Value.Span period = block.span("poll");
        return period == null ? Duration.ZERO : period.length();
    }

    private static LineConfig output(String id, LineAddress address, Value.Block block) {
        Drive drive = constant(block, "drive", Drive.values(), ProfileGrammar::word);
        return common(LineConfig.output(id, address), block)
                .drive(drive == null ? Drive.PUSH_PULL : drive)
                .initialActive(block.textOr("safe", "").equals("active"))
                .build();
    }

    private static LineConfig.Builder common(LineConfig.Builder builder, Value.Block block) {
        Bias bias = constant(block, "bias", Bias.values(), ProfileGrammar::word);
        return builder.bias(bias == null ? Bias.AS_IS : bias)
                .activeLow(block.flag("active-low"))
                .workqueue(block.textOr("workqueue", LineConfig.DEFAULT_WORKQUEUE))
                .cpu(block.wholeOr("cpu", -1));
    }

    /** A meter counts one edge of each pulse; most debounces have to see both, and so does everything that has two states. */
    private static Edges defaultEdges(LineKind kind, Value.Block block) {
        Edges active = block.flag("active-low") ? Edges.FALLING : Edges.RISING;
        boolean one = kind == LineKind.PULSE_COUNTER && (!block.has("debounce") || policy(block).worksWith(active));
        return one ? active : Edges.BOTH;
    }

    private static Debounce debounce(Value.Block block) {
        Value.Span period = block.span("debounce");
        return period == null ? Debounce.none() : new Debounce(policy(block), period.length(), block.wholeOr("debounce-count", 1));
    }

    private static Debounce.Policy policy(Value.Block block) {
        Debounce.Policy policy = constant(block, "debounce-policy", Debounce.Policy.values(), ProfileGrammar::word);
        return policy == null ? Debounce.Policy.SETTLE : policy;
    }

    private void checkDebounce(Value.Block block) {
        Value.Text policy = block.text("debounce-policy");
        if (policy != null && !block.has("debounce")) {
            problems.add(policy.spot(), policy.text(), "there is no 'debounce' for this policy; add one, such as debounce: 20ms");
        }
        if (block.has("debounce-policy") && policy == null) {
            return;   // what it asks for cannot be told
        }
        checkEdges(block);
        checkCount(block);
        if (policy != null && policy(block) == Debounce.Policy.KERNEL && around.board().simulated()) {
            problems.add(policy.spot(), policy.text(), "the simulated board has no kernel that could debounce; 'settle' tells the same levels");
        }
    }

    private void checkEdges(Value.Block block) {
        Edges edges = constant(block, "edges", Edges.values(), ProfileGrammar::word);
        if (edges == null || !block.has("debounce") || policy(block).worksWith(edges)) {
            return;
        }
        Value.Text written = requireNonNull(block.text("edges"));
        String message = policy(block) == Debounce.Policy.COUNT
                ? "there is nothing to count; write 'edges: both', 'rising' or 'falling'"
                : "a debounce has to see both edges; write 'edges: both' or remove 'debounce'";
        problems.add(written.spot(), written.text(), message);
    }

    private void checkCount(Value.Block block) {
        Value.Whole count = block.whole("debounce-count");
        Value.Text policy = block.text("debounce-policy");
        boolean counts = policy(block) == Debounce.Policy.COUNT;
        if (count != null && !counts) {
            problems.add(count.spot(), Integer.toString(count.number()), "only debounce-policy: count counts; write that or remove 'debounce-count'");
        }
        if (counts && policy != null && !block.has("debounce-count")) {
            problems.add(policy.spot(), policy.text(), "how many edges make an event? Add 'debounce-count', such as debounce-count: 3");
        }
    }

    private void checkPoll(Value.Block block) {
        Value.Span period = block.span("poll");
        if (period == null) {
            return;
        }
        String written = DurationText.of(period.length());
        if (period.length().compareTo(LineConfig.SHORTEST_POLL) < 0) {
            problems.add(period.spot(), written, "a line can be polled every 1ms to 10s");
        }
        if (block.textOr("edges", "").equals(ProfileGrammar.word(Edges.NONE))) {
            problems.add(period.spot(), written, "with 'edges: none' there is nothing to tell of; remove one of the two");
        }
        if (policy(block) == Debounce.Policy.KERNEL) {
            problems.add(period.spot(), written, "the kernel sees no edges of a line that is polled; write 'debounce-policy: settle'");
        }
    }

    private void checkWorkqueue(Value.Block block) {
        Value.Text name = block.text("workqueue");
        if (name == null || around.isSpoiled("workqueues", name.text()) || knownWorkqueues().contains(name.text())) {
            return;
        }
        String nearest = Nearest.to(name.text(), knownWorkqueues());
        String own = around.workqueues().isEmpty() ? "none" : String.join(", ", around.workqueues().keySet());
        String message = "there is no workqueue '" + name.text() + "'; 'workqueues' has: " + own;
        problems.add(name.spot(), name.text(), message, nearest);
    }

    private Set<String> knownWorkqueues() {
        Set<String> known = new TreeSet<>(Vocabulary.SYSTEM_WORKQUEUES);
        known.add(LineConfig.DEFAULT_WORKQUEUE);
        known.addAll(around.workqueues().keySet());
        return known;
    }

    private void checkCpu(Value.Block block) {
        Value.Whole cpu = block.whole("cpu");
        if (cpu == null) {
            return;
        }
        int cpus = around.board().cpus();
        if (cpus > 0 && cpu.number() >= cpus) {
            String message = "the board has no CPU " + cpu.number() + "; it has 0 to " + (cpus - 1);
            problems.add(cpu.spot(), Integer.toString(cpu.number()), message);
        }
        String workqueue = block.textOr("workqueue", LineConfig.DEFAULT_WORKQUEUE);
        WorkqueueSpec own = around.workqueues().get(workqueue);
        boolean unbound = own != null
                ? own.kind() != WorkqueueSpec.Kind.PERCPU
                : Vocabulary.UNBOUND_SYSTEM_WORKQUEUES.contains(workqueue);
        if (unbound) {
            String message = "workqueue '" + workqueue + "' runs on any CPU; remove 'cpu', or take a workqueue of kind percpu";
            problems.add(cpu.spot(), Integer.toString(cpu.number()), message);
        }
    }

    private static <E> @Nullable E constant(Value.Block block, String key, E[] constants, Function<E, String> word) {
        String text = block.textOr(key, "");
        return Arrays.stream(constants).filter(each -> word.apply(each).equals(text)).findFirst().orElse(null);
    }
}
