package io.kedge.profile.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.kedge.hal.api.LineConfig;
import io.kedge.profile.grammar.ProfileGrammar;
import io.kedge.profile.grammar.Vocabulary;
import io.kedge.profile.model.BoardFacts;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.WorkqueueSpec;
import org.jspecify.annotations.Nullable;

/** Reads the board, its chips and the workqueues: everything that lines refer to. */
final class BoardReader {
    private final ProblemList problems;
    private final Function<String, Profile> shipped;

    BoardReader(ProblemList problems, Function<String, Profile> shipped) {
        this.problems = problems;
        this.shipped = shipped;
    }

    Surroundings read(Value.Block profile) {
        Value.Block board = profile.block("board");
        Value.Text like = board == null ? null : board.text("like");
        Profile model = like == null ? null : shipped.apply(like.text());
        Map<String, Chip> chips = chips(profile, model);
        Set<String> spoiled = new HashSet<>();
        noteSpoiled(profile, "chips", spoiled);
        noteSpoiled(profile, "workqueues", spoiled);
        if (board == null || board.spoiled().contains("like")) {
            spoiled.add("chips");
        }
        Surroundings around = new Surroundings(facts(board, model), chips, workqueues(profile), spoiled);
        if (board != null && chips.isEmpty() && !around.isAnySpoiled("chips")) {
            problems.add(board.spot(), "board", "no chips: list them under 'chips', or take those of a shipped profile with 'like'");
        }
        return around;
    }

    private static void noteSpoiled(Value.Block profile, String table, Set<String> spoiled) {
        Value.Block block = profile.block(table);
        if (block != null) {
            block.spoiled().forEach(key -> spoiled.add(table + "." + key));
        } else if (profile.has(table)) {
            spoiled.add(table);
        }
    }

    private static BoardFacts facts(Value.@Nullable Block board, @Nullable Profile model) {
        BoardFacts base = model == null ? new BoardFacts("", List.of(), false, 0) : model.board();
        if (board == null) {
            return base;
        }
        Value.Listing compatible = board.listing("compatible");
        return new BoardFacts(
                board.textOr("description", base.description()),
                compatible == null ? base.compatible() : compatible.items().stream().map(item -> ((Value.Text) item).text()).toList(),
                board.has("simulated") ? board.flag("simulated") : base.simulated(),
                board.wholeOr("cpus", base.cpus()));
    }

    private Map<String, Chip> chips(Value.Block profile, @Nullable Profile model) {
        Map<String, Chip> chips = new LinkedHashMap<>();
        Map<String, String> aliases = new HashMap<>();
        if (model != null) {
            model.chips().forEach(chip -> chips.put(chip.alias(), chip));
            model.chips().forEach(chip -> aliases.put(chip.label(), chip.alias()));
        }
        Value.Block table = profile.block("chips");
        for (Map.Entry<String, Value> entry : table == null ? Set.<Map.Entry<String, Value>>of() : table.entries().entrySet()) {
            Value.Block block = (Value.Block) entry.getValue();
            Chip chip = chip(entry.getKey(), block);
            String other = block.has("label") ? aliases.putIfAbsent(chip.label(), chip.alias()) : null;
            if (chips.putIfAbsent(chip.alias(), chip) != null && model != null) {
                problems.add(block.spot(), chip.alias(), "'" + chip.alias() + "' comes with 'like: " + model.name() + "'; choose another name");
            } else if (other != null) {
                problems.add(block.spot(), chip.alias(), "has the label '" + chip.label() + "', as chip '" + other + "' has; labels tell chips apart");
            }
        }
        return chips;
    }

    private Chip chip(String alias, Value.Block block) {
        int lines = block.wholeOr("lines", ProfileGrammar.MOST_LINES);
        SortedMap<Integer, Integer> header = new TreeMap<>();
        offsets(block, "header", lines).forEach((pin, offset) -> header.put(Integer.valueOf(pin), offset));
        return new Chip(alias, block.textOr("label", "?" + alias), lines, header, offsets(block, "names", lines), reserved(block));
    }

    /** Reads a table of offsets; each must be one of the chip's lines. */
    private Map<String, Integer> offsets(Value.Block chip, String key, int lines) {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        Value.Block table = chip.block(key);
        if (table != null) {
            for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
                Value.Whole offset = (Value.Whole) entry.getValue();
                if (offset.number() >= lines) {
                    String message = "line " + offset.number() + " is beyond the chip's lines, 0 to " + (lines - 1);
                    problems.add(offset.spot(), Integer.toString(offset.number()), message);
                }
                offsets.put(entry.getKey(), offset.number());
            }
        }
        return offsets;
    }

    private List<Chip.Reserved> reserved(Value.Block chip) {
        List<Chip.Reserved> reserved = new ArrayList<>();
        Value.Block table = chip.block("reserved");
        if (table != null) {
            table.entries().forEach((range, reason) -> {
                int[] ends = Arrays.stream(range.split("-")).mapToInt(Integer::parseInt).toArray();
                if (ends[0] > ends[ends.length - 1]) {
                    String message = "the range " + range + " is empty; write the smaller number first";
                    problems.add(reason.spot(), range, message, ends[1] + "-" + ends[0]);
                } else {
                    reserved.add(new Chip.Reserved(ends[0], ends[ends.length - 1], ((Value.Text) reason).text()));
                }
            });
        }
        return reserved;
    }

    private Map<String, WorkqueueSpec> workqueues(Value.Block profile) {
        Map<String, WorkqueueSpec> workqueues = new LinkedHashMap<>();
        Value.Block table = profile.block("workqueues");
        if (table != null) {
            table.entries().forEach((name, value) -> {
                Value.Block block = (Value.Block) value;
                if (name.equals(LineConfig.DEFAULT_WORKQUEUE)) {
                    problems.add(block.spot(), name, "'" + name + "' is where lines run that name no workqueue, always there as it is; choose another name");
                } else if (Vocabulary.SYSTEM_WORKQUEUES.contains(name)) {
                    problems.add(block.spot(), name, "'" + name + "' is a system workqueue, always there as it is; choose another name");
                }
                workqueues.put(name, workqueue(name, block));
            });
        }
        return workqueues;
    }

    private static WorkqueueSpec workqueue(String name, Value.Block block) {
        String key = block.textOr("kind", WorkqueueSpec.Kind.PERCPU.key());
        WorkqueueSpec.Kind kind =
                Arrays.stream(WorkqueueSpec.Kind.values()).filter(each -> each.key().equals(key)).findFirst().orElseThrow();
        return new WorkqueueSpec(name, kind, block.flag("highpri"), block.wholeOr("max-active", 0));
    }
}
