package io.kedge.profile.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.kedge.profile.grammar.Shape;
import io.kedge.profile.grammar.Shape.Bar;
import io.kedge.profile.grammar.Shape.Block;
import io.kedge.profile.load.Tree.Mapping;
import io.kedge.profile.load.Tree.Pair;
import io.kedge.profile.load.Tree.Scalar;
import io.kedge.profile.load.Tree.Sequence;
import org.jspecify.annotations.Nullable;

/** Holds a tree against the table of keys: what fits becomes values, what does not becomes problems. */
final class ShapeReader {
    private final ProblemList problems;
    private final ScalarReader scalars;

    ShapeReader(ProblemList problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    /** {@return the value at the spot, null if it has not the shape, which is then among the problems} */
    @Nullable Value read(Tree tree, Shape shape, Spot spot) {
        if (tree instanceof Tree.Refused) {
            return null;
        }
        return switch (shape) {
            case Block block when tree instanceof Mapping mapping -> readBlock(mapping, block, spot);
            case Shape.Table table when tree instanceof Mapping mapping -> readTable(mapping, table, spot);
            case Shape.Listing listing when tree instanceof Sequence sequence -> readListing(sequence, listing, spot);
            case Block _, Shape.Table _, Shape.Listing _ -> mismatch(tree, shape, spot);
            default -> tree instanceof Scalar scalar ? scalars.read(scalar, shape, spot) : mismatch(tree, shape, spot);
        };
    }

    private @Nullable Value mismatch(Tree tree, Shape shape, Spot spot) {
        if (tree instanceof Scalar scalar && scalar.empty()) {
            problems.add(spot, "", "has no value; expected " + shape.expected());
            return null;
        }
        String found = tree instanceof Scalar scalar ? scalar.text() : "";
        problems.add(spot, found, "expected " + shape.expected() + "; found " + tree.describe());
        return null;
    }

    private Value.Listing readListing(Sequence sequence, Shape.Listing listing, Spot spot) {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Tree item = sequence.items().get(i);
            Value value = read(item, listing.item(), new Spot(item.place(), spot.path() + "[" + i + "]"));
            if (value != null) {
                items.add(value);
            }
        }
        return new Value.Listing(items, spot);
    }

    private Value.Block readTable(Mapping mapping, Shape.Table table, Spot spot) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Set<String> spoiled = new LinkedHashSet<>();
        for (Pair pair : mapping.pairs()) {
            String key = pair.key().text();
            boolean nameGood = table.name().pattern().matcher(key).matches();
            if (!nameGood) {
                problems.add(spot.at(pair.key().place(), key), key, Shown.quoted(key) + " is not " + table.name().expected());
            }
            Value value = readUnder(pair, table.value(), spot);
            if (value == null || !nameGood) {
                spoiled.add(key);
            } else {
                entries.put(key, value);
            }
        }
        return new Value.Block(entries, spoiled, spot);
    }

    private Value.Block readBlock(Mapping mapping, Block block, Spot spot) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Set<String> spoiled = new LinkedHashSet<>();
        for (Pair pair : mapping.pairs()) {
            String name = pair.key().text();
            Shape.Key key = block.key(name).orElse(null);
            Value value = key == null ? null : readUnder(pair, key.shape(), spot);
            if (key == null) {
                unknownKey(pair.key(), block, spot);
            } else if (value == null) {
                spoiled.add(name);
            } else {
                entries.put(name, value);
            }
        }
        Value.Block read = new Value.Block(entries, spoiled, spot);
        checkRequired(read, block, spot);
        checkExactlyOne(mapping, block, spot);
        block.bars().forEach(bar -> checkBar(read, mapping, bar, spot));
        return read;
    }

    /** Reads the value of a pair. What is a map itself is reported at its key, a scalar where it stands. */
    private @Nullable Value readUnder(Pair pair, Shape shape, Spot spot) {
        boolean atKey = !(pair.value() instanceof Scalar scalar) || scalar.empty();
        return read(pair.value(), shape, spot.at(atKey ? pair.key().place() : pair.value().place(), pair.key().text()));
    }

    private void unknownKey(Scalar key, Block block, Spot spot) {
        String name = key.text();
        String foreign = block.foreign().get(name.replace('_', '-'));
        String nearest = foreign != null ? null : Nearest.to(name, block.names());
        String message = "no such key " + Shown.quoted(name);
        if (foreign != null) {
            message += ": " + foreign;
        } else if (nearest == null) {
            message += "; " + block.noun() + " has: " + String.join(", ", block.names());
        }
        problems.add(spot.at(key.place(), name), name, message, nearest);
    }

    private void checkRequired(Value.Block read, Block block, Spot spot) {
        for (Shape.Key key : block.keys()) {
            if (key.required() && !read.has(key.name())) {
                String message = "'" + key.name() + "' is missing; expected " + key.shape().expected();
                problems.add(spot, lastKey(spot), message);
            }
        }
    }

    private void checkExactlyOne(Mapping mapping, Block block, Spot spot) {
        if (block.exactlyOne().isEmpty()) {
            return;
        }
        List<Scalar> there = mapping.pairs().stream().map(Pair::key).filter(key -> block.exactlyOne().contains(key.text())).toList();
        if (there.isEmpty()) {
            problems.add(spot, lastKey(spot), block.noun() + " needs one of: " + String.join(", ", block.exactlyOne()));
        }
        for (Scalar more : there.stream().skip(1).toList()) {
            String message = "'" + more.text() + "' and '" + there.getFirst().text() + "' exclude each other; keep one of them";
            problems.add(spot.at(more.place(), more.text()), more.text(), message);
        }
    }

    private void checkBar(Value.Block read, Mapping mapping, Bar bar, Spot spot) {
        String value = read.textOr(bar.key(), "");
        if (!bar.values().contains(value)) {
            return;
        }
        Map<String, Scalar> keys = mapping.pairs().stream().map(Pair::key).collect(Collectors.toMap(Scalar::text, key -> key));
        for (String barred : bar.barred()) {
            Scalar key = keys.get(barred);
            if (key != null) {
                String message = "'" + value + "' " + bar.reason().formatted("'" + barred + "'") + "; remove it";
                problems.add(spot.at(key.place(), barred), barred, message);
            }
        }
    }

    /** {@return the text a problem with the whole map points at: its own key} */
    private static String lastKey(Spot spot) {
        return spot.path().substring(spot.path().lastIndexOf('.') + 1);
    }
}
