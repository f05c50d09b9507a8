package io.kedge.hal.board;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;

/** Finds a line by its address, or says what is wrong with the address and what is nearest to it. */
public final class AddressBook {
    private AddressBook() { }

    /**
     * {@return the line at the address}
     *
     * @throws LineException if there is none or more than one
     */
    public static LineInfo find(String id, LineAddress address, List<ChipInfo> chips, List<LineInfo> lines) {
        if (address.chip() != null) {
            requireChip(id, address.chip(), chips);
        }
        return address.name() == null ? byOffset(id, address, chips, lines) : byName(id, address, address.name(), lines);
    }

    private static void requireChip(String id, String label, List<ChipInfo> chips) {
        List<String> labels = chips.stream().map(ChipInfo::label).toList();
        if (labels.contains(label)) {
            return;
        }
        String known = labels.isEmpty() ? "it has no GPIO chip at all" : "it has " + String.join(", ", labels);
        throw new LineException("line " + id + ": this board has no chip labelled '" + label + "'; " + known + Nearest.hint(label, labels));
    }

    private static LineInfo byOffset(String id, LineAddress address, List<ChipInfo> chips, List<LineInfo> lines) {
        List<LineInfo> found = lines.stream()
                .filter(line -> line.chip().equals(address.chip()) && line.offset() == address.offset())
                .toList();
        if (found.isEmpty()) {
            throw outOfRange(id, address, chips);
        }
        if (found.size() > 1) {
            throw new LineException("line " + id + ": " + found.size() + " chips are labelled '" + address.chip() + "'; give the line by its name");
        }
        return found.getFirst();
    }

    private static LineException outOfRange(String id, LineAddress address, List<ChipInfo> chips) {
        int count = chips.stream().filter(chip -> chip.label().equals(address.chip())).mapToInt(ChipInfo::lines).max().orElse(0);
        return new LineException("line " + id + ": offset " + address.offset() + " is out of range; chip " + address.chip()
                + " has lines 0 to " + (count - 1));
    }

    private static LineInfo byName(String id, LineAddress address, String name, List<LineInfo> lines) {
        List<LineInfo> ofChip = lines.stream()
                .filter(line -> address.chip() == null || Objects.equals(line.chip(), address.chip()))
                .toList();
        List<LineInfo> found = ofChip.stream().filter(line -> line.name().equals(name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            List<String> names = ofChip.stream().map(LineInfo::name).filter(each -> !each.isEmpty()).distinct().toList();
            throw new LineException("line " + id + ": no line is named '" + name + "'" + Nearest.hint(name, names));
        }
        String where = found.stream().map(line -> line.chip() + ":" + line.offset()).collect(Collectors.joining(", "));
        throw new LineException("line " + id + ": " + found.size() + " lines are named '" + name + "' (" + where + "); give the chip's label too");
    }
}
