package io.kedge.profile.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kedge.hal.api.LineAddress;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.Place;
import org.jspecify.annotations.Nullable;

/** Reads where lines are, and sees to it that no two are one and none belongs to the board. One for each profile. */
final class AddressReader {
    private final ProblemList problems;
    private final Surroundings around;
    private final Map<LineAddress, Taken> taken = new HashMap<>();

    private record Taken(String id, Place place) {
    }

    AddressReader(ProblemList problems, Surroundings around) {
        this.problems = problems;
        this.around = around;
    }

    /** {@return where the line is, null if that cannot be told; then a problem says why} */
    @Nullable LineAddress read(String id, Value.Block block) {
        Chip chip = chip(block);
        if (chip == null) {
            return null;
        }
        Value where = Stream.of("offset", "name", "pin").map(block.entries()::get).filter(Objects::nonNull).findFirst().orElse(null);
        LineAddress address = switch (where) {
            case Value.Text name -> byName(chip, name);
            case Value.Whole number when number.equals(block.entries().get("offset")) -> checked(chip, number.number(), number);
            case Value.Whole pin -> byPin(chip, pin);
            case null, default -> null;
        };
        if (address != null && where != null) {
            claim(id, chip, address, where);
        }
        return address;
    }

    private @Nullable Chip chip(Value.Block block) {
        Map<String, Chip> chips = around.chips();
        Value.Text alias = block.text("chip");
        if (alias != null) {
            Chip chip = chips.get(alias.text());
            if (chip == null && !around.isSpoiled("chips", alias.text())) {
                String message = "there is no chip '" + alias.text() + "'; chips: " + String.join(", ", chips.keySet());
                problems.add(alias.spot(), alias.text(), message, Nearest.to(alias.text(), chips.keySet()));
            }
            return chip;
        }
        if (chips.size() == 1 && !around.isAnySpoiled("chips")) {
            return chips.values().iterator().next();
        }
        if (chips.size() > 1 && !block.has("chip")) {
            String message = "'chip' is missing, and there are several: " + String.join(", ", chips.keySet());
            problems.add(block.spot(), "", message);
        }
        return null;
    }

    private @Nullable LineAddress byName(Chip chip, Value.Text name) {
        if (chip.names().isEmpty()) {
            return LineAddress.named(chip.label(), name.text());
        }
        Integer offset = chip.names().get(name.text());
        if (offset == null) {
            String message = "chip '" + chip.alias() + "' has no line '" + name.text() + "' among its names; 'offset' takes its number";
            problems.add(name.spot(), name.text(), message, nearestName(chip, name.text()));
            return null;
        }
        return checked(chip, offset, name);
    }

    /** {@return a name with the same number: GPIO17 for gpio_17, but not for GPIO71} */
    private static @Nullable String nearestName(Chip chip, String name) {
        String digits = name.replaceAll("[^0-9]", "");
        return Nearest.to(name, chip.names().keySet().stream().filter(each -> each.replaceAll("[^0-9]", "").equals(digits)).toList());
    }

    private @Nullable LineAddress byPin(Chip chip, Value.Whole pin) {
        Integer offset = chip.header().get(pin.number());
        if (offset != null) {
            return checked(chip, offset, pin);
        }
        String pins = chip.header().keySet().stream().map(Object::toString).collect(Collectors.joining(", "));
        String message = pins.isEmpty()
                ? "chip '" + chip.alias() + "' has no header in this profile; use 'offset' or 'name'"
                : "pin " + pin.number() + " leads to no line of chip '" + chip.alias() + "'; these do: " + pins;
        problems.add(pin.spot(), Integer.toString(pin.number()), message);
        return null;
    }

    /** {@return the line at the offset, null if it is beyond the chip or reserved, which is then reported at {@code where}} */
    private @Nullable LineAddress checked(Chip chip, int offset, Value where) {
        String found = written(where);
        if (offset >= chip.lines()) {
            problems.add(where.spot(), found, "chip '" + chip.alias() + "' has the lines 0 to " + (chip.lines() - 1) + ", not " + offset);
            return null;
        }
        for (Chip.Reserved reserved : chip.reserved()) {
            if (reserved.contains(offset)) {
                String message = "line " + offset + " of chip '" + chip.alias() + "' is reserved (" + reserved.reason() + "); take another";
                problems.add(where.spot(), found, message);
                return null;
            }
        }
        return LineAddress.at(chip.label(), offset);
    }

    private void claim(String id, Chip chip, LineAddress address, Value where) {
        Place place = where.spot().place();
        Taken first = taken.putIfAbsent(address, new Taken(id, place));
        if (first != null) {
            String line = address.name() == null ? "line " + address.offset() : "line '" + address.name() + "'";
            String message = line + " of chip '" + chip.alias() + "' already belongs to '" + first.id() + "' (line "
                    + first.place().line() + ", column " + first.place().column() + ")";
            problems.add(where.spot(), written(where), message);
        }
    }

    private static String written(Value where) {
        return where instanceof Value.Text text ? text.text() : Integer.toString(((Value.Whole) where).number());
    }
}
