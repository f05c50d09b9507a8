package io.kedge.hal.pi4j;

import java.time.Duration;
import java.util.List;

import com.pi4j.io.gpio.digital.DigitalConfig;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import io.kedge.hal.api.Bias;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.LineAddress;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;

/**
 * From Pi4J's words to ours. Pi4J's bus is the chip's place in {@link Board#chips()}, its bcm the offset. Its
 * {@code onState} stays in Pi4J: setting active-low as well would flip the level twice.
 */
final class LineConfigs {
    private LineConfigs() { }

    static LineConfig of(DigitalInputConfig config, Board board, String workqueue) {
        Long debounceMicros = config.debounce();
        boolean debounced = debounceMicros != null && debounceMicros > 0;
        return LineConfig.input(idOf(config), addressOf(config, board))
                .bias(biasOf(config.pull()))
                .debounce(debounced ? Debounce.settle(Duration.ofNanos(debounceMicros * 1000)) : Debounce.none())
                .workqueue(workqueue)
                .build();
    }

    static LineConfig of(DigitalOutputConfig config, Board board) {
        return LineConfig.output(idOf(config), addressOf(config, board))
                .initialActive(config.initialState() == DigitalState.HIGH)
                .build();
    }

    static int busOf(DigitalConfig<?> config) {
        Integer bus = config.bus();
        return bus == null ? 0 : bus;
    }

    private static String idOf(DigitalConfig<?> config) {
        String id = config.id();
        return id == null || id.isBlank() ? "bus" + busOf(config) + "-bcm" + config.bcm() : id;
    }

    private static LineAddress addressOf(DigitalConfig<?> config, Board board) {
        List<ChipInfo> chips = board.chips();
        int bus = busOf(config);
        if (bus < 0 || bus >= chips.size()) {
            throw new LineException("line " + idOf(config) + ": bus " + bus + " is out of range; this board has "
                    + chips.size() + " chip(s): " + String.join(", ", chips.stream().map(ChipInfo::label).toList()));
        }
        return LineAddress.at(chips.get(bus).label(), config.bcm());
    }

    private static Bias biasOf(PullResistance pull) {
        return switch (pull) {
            case OFF -> Bias.AS_IS;
            case PULL_DOWN -> Bias.PULL_DOWN;
            case PULL_UP -> Bias.PULL_UP;
        };
    }
}
