package io.kedge.hal.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.InputLine;
import io.kedge.hal.api.LineEvent;
import org.jspecify.annotations.Nullable;

/** Pi4J's input over an open line. Listeners, consumers and bindings run in the line's work item, in the order of the edges. */
final class BoardInput extends DigitalInputBase {
    private final Board board;
    private final String workqueue;
    private volatile @Nullable InputLine line;   // null until initialized and after the shutdown

    BoardInput(DigitalInputProvider provider, DigitalInputConfig config, Board board, String workqueue) {
        super(provider, config);
        this.board = board;
        this.workqueue = workqueue;
    }

    /** Opens the line. Whatever goes wrong leaves as this one exception, or Pi4J keeps the address reserved for ever. */
    @Override
    public DigitalInput initialize(Context context) throws InitializeException {
        super.initialize(context);
        try {
            InputLine opened = board.openInput(LineConfigs.of(config(), board, workqueue));
            line = opened;
            opened.onEvent(this::changed);
        } catch (RuntimeException e) {
            throw new InitializeException(e.getMessage(), e);
        }
        return this;
    }

    private void changed(LineEvent event) {
        dispatch(new LineStateChangeEvent(this, DigitalState.getState(event.active()), event));
    }

    @Override
    public DigitalState state() {
        InputLine open = line;
        return open == null ? DigitalState.UNKNOWN : DigitalState.getState(open.active());
    }

    @Override
    public DigitalInput shutdownInternal(Context context) {
        InputLine open = line;
        if (open != null) {
            line = null;
            open.close();
        }
        return super.shutdownInternal(context);
    }
}
