package io.kedge.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import io.kedge.hal.api.Board;

/** Pi4J's way to the outputs of a board. */
final class BoardOutputProvider extends DigitalOutputProviderBase {
    private final Board board;

    BoardOutputProvider(Board board) {
        super("kedge-digital-output", "Kedge outputs of " + board.name());
        this.board = board;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        BoardOutput output = new BoardOutput(this, new ChipOutputConfig(config), board);
        context().registry().add(output);   // initializes it
        return output;
    }

    @Override
    public int getPriority() {
        return Pi4jProviders.PRIORITY;
    }
}
