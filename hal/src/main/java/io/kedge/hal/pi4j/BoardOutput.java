package io.kedge.hal.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.OutputLine;
import org.jspecify.annotations.Nullable;

/** Pi4J's output over an open line. Listeners run on the thread that writes, as everywhere in Pi4J. */
final class BoardOutput extends DigitalOutputBase {
    private final Board board;
    private volatile @Nullable OutputLine line;   // null until initialized and after the shutdown

    BoardOutput(DigitalOutputProvider provider, DigitalOutputConfig config, Board board) {
        super(provider, config);
        this.board = board;
    }

    /** Opens the line with its initial level. Whatever goes wrong leaves as this one exception. */
    @Override
    public DigitalOutput initialize(Context context) throws InitializeException {
        try {
            line = board.openOutput(LineConfigs.of(config(), board));
            return super.initialize(context);
        } catch (RuntimeException e) {
            close(line);
            throw new InitializeException(e.getMessage(), e);
        }
    }

    @Override
    public DigitalOutput state(DigitalState state) throws IOException {
        OutputLine open = line;
        if (open == null) {
            throw new IOException("output " + id() + " is not open");
        }
        if (state == DigitalState.UNKNOWN) {
            throw new IOException("output " + id() + " cannot be set to UNKNOWN; use HIGH or LOW");
        }
        try {
            open.write(state == DigitalState.HIGH);
        } catch (LineException e) {
            throw new IOException(e.getMessage(), e);
        }
        return super.state(state);
    }

    /** Applies the shutdown level, then gives the line back. */
    @Override
    public DigitalOutput shutdownInternal(Context context) {
        try {
            return super.shutdownInternal(context);
        } finally {
            OutputLine open = line;
            line = null;
            close(open);
        }
    }

    private static void close(@Nullable OutputLine open) {
        if (open != null) {
            open.close();
        }
    }
}
