package io.kedge.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import io.kedge.hal.api.Board;

/** Pi4J's way to the inputs of a board. */
final class BoardInputProvider extends DigitalInputProviderBase {
    private final Board board;
    private final String workqueue;

    BoardInputProvider(Board board, String workqueue) {
        super("kedge-digital-input", "Kedge inputs of " + board.name());
        this.board = board;
        this.workqueue = workqueue;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
        BoardInput input = new BoardInput(this, new ChipInputConfig(config), board, workqueue);
        context().registry().add(input);   // initializes it
        return input;
    }

    @Override
    public int getPriority() {
        return Pi4jProviders.PRIORITY;
    }
}
