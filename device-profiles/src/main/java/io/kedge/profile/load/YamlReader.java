package io.kedge.profile.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kedge.profile.load.Tree.Mapping;
import io.kedge.profile.load.Tree.Pair;
import io.kedge.profile.load.Tree.Refused;
import io.kedge.profile.load.Tree.Scalar;
import io.kedge.profile.load.Tree.Sequence;
import io.kedge.profile.model.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Turns YAML 1.2 into a tree. The only class that knows the YAML library. It takes the parser's events, not its nodes: so
 * each alias has a place of its own, and neither deep nesting nor an alias bomb builds anything. Anchors, aliases and
 * tags are refused.
 */
final class YamlReader {
    private static final int DEEPEST = 16;

    private final SourceText source;
    private final ProblemList problems;

    YamlReader(SourceText source, ProblemList problems) {
        this.source = source;
        this.problems = problems;
    }

    /** {@return the document, null if there is none or it is not YAML, which is then among the problems} */
    @Nullable Tree read() {
        // one buffer for the whole text: 3.0.1 fails where a surrogate pair lies across the end of a buffer
        int buffer = source.text().length() + 1;
        LoadSettings settings = LoadSettings.builder().setLabel(source.file()).setBufferSize(buffer).build();
        try {
            return document(new ParserImpl(settings, new StreamReader(settings, source.text())));
        } catch (MarkedYamlEngineException e) {
            notYaml(e);
        } catch (YamlVersionException e) {
            problems.add(new Spot(source.place(0, 0), ""), "%YAML", "a version of YAML that is not known; remove the line that begins with %YAML");
        } catch (YamlEngineException e) {
            problems.add(new Spot(source.place(0, 0), ""), "", "not YAML: " + Shown.plain(String.valueOf(e.getMessage())));
        }
        return null;
    }

    private @Nullable Tree document(Iterator<Event> events) {
        Tree tree = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && tree != null) {
                problems.add(new Spot(place(event), ""), "---", "a second document begins here; a profile is one");
                return tree;
            }
            if (event instanceof NodeEvent node) {
                tree = node(node, events, "", 0);
            }
        }
        return tree;
    }

    private Tree node(NodeEvent event, Iterator<Event> events, String path, int depth) {
        Place place = place(event);
        boolean refused = refuseExtras(event, new Spot(place, path));
        if (depth == DEEPEST) {
            problems.add(new Spot(place, path), "", "nested more than " + DEEPEST + " deep; no part of a profile is");
            skip(event, events);
            return new Refused(place);
        }
        return switch (event) {
            case ScalarEvent scalar when !refused -> new Scalar(scalar.getValue(), scalar.isPlain(), place);
            case MappingStartEvent _ -> mapping(events, new Spot(place, path), depth);
            case SequenceStartEvent _ -> sequence(events, new Spot(place, path), depth);
            default -> new Refused(place);
        };
    }

    private Sequence sequence(Iterator<Event> events, Spot spot, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(node((NodeEvent) event, events, spot.path() + "[" + items.size() + "]", depth + 1));
        }
        return new Sequence(items, spot.place());
    }

    private Mapping mapping(Iterator<Event> events, Spot spot, int depth) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            Tree key = node((NodeEvent) event, events, spot.path(), depth + 1);
            String name = key instanceof Scalar scalar ? scalar.text() : "";
            Place first = key instanceof Scalar ? seen.putIfAbsent(name, key.place()) : null;
            Tree value = node((NodeEvent) events.next(), events, spot.at(key.place(), name).path(), depth + 1);
            if (!(key instanceof Scalar scalar) || scalar.empty()) {
                problems.add(new Spot(key.place(), spot.path()), "", "expected a word as key, found " + key.describe());
            } else if (scalar.plain() && name.equals("<<")) {
                problems.add(spot.at(key.place(), name), name, "'<<' merges maps; profiles have no such thing, write the keys out");
            } else if (first != null) {
                String message = Shown.quoted(name) + " is there twice; first in line " + first.line() + ", column " + first.column();
                problems.add(spot.at(key.place(), name), name, message);
            } else {
                pairs.add(new Pair(scalar, value));
            }
        }
        return new Mapping(pairs, spot.place());
    }

    /** Refuses what YAML has and profiles have not; {@return whether there was any} */
    private boolean refuseExtras(NodeEvent event, Spot spot) {
        if (event instanceof AliasEvent) {
            String name = event.getAnchor().map(Object::toString).orElse("");
            problems.add(spot, "*" + name, Shown.quoted("*" + name) + " is an alias; profiles have none, write the value out");
        } else if (event.getAnchor().isPresent()) {
            String name = event.getAnchor().get().toString();
            problems.add(spot, "&" + name, Shown.quoted("&" + name) + " is an anchor; profiles have none, remove it");
        }
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case MappingStartEvent mapping -> mapping.getTag();
            case SequenceStartEvent sequence -> sequence.getTag();
            default -> Optional.empty();
        };
        String written = tag.orElse("").replace("tag:yaml.org,2002:", "!!");
        if (tag.isPresent()) {
            problems.add(spot, written, Shown.quoted(written) + " is a tag; profiles have none, remove it");
        }
        return tag.isPresent() || event.getAnchor().isPresent();
    }

    private static void skip(NodeEvent event, Iterator<Event> events) {
        int open = opens(event) ? 1 : 0;
        while (open > 0) {
            Event next = events.next();
            boolean closes = next instanceof MappingEndEvent || next instanceof SequenceEndEvent;
            open += opens(next) ? 1 : closes ? -1 : 0;
        }
    }

    private static boolean opens(Event event) {
        return event instanceof MappingStartEvent || event instanceof SequenceStartEvent;
    }

    private void notYaml(MarkedYamlEngineException e) {
        Optional<Mark> first = SyntaxWords.isAtContext(e) ? e.getContextMark() : e.getProblemMark();
        Mark mark = first.or(e::getContextMark).or(e::getProblemMark).orElse(null);
        Place place = mark == null ? source.place(0, 0) : source.place(mark.getLine(), mark.getColumn());
        String rest = source.line(place.line());
        rest = rest.substring(Math.min(rest.length(), rest.offsetByCodePoints(0, place.column() - 1)));
        problems.add(new Spot(place, ""), "", SyntaxWords.of(e, rest));
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> source.place(mark.getLine(), mark.getColumn())).orElseGet(() -> source.place(0, 0));
    }
}
