package io.kedge.runtime;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine says while this is open, kept from the console. */
public final class EngineLog extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("io.kedge.runtime");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final boolean usedParents = LOGGER.getUseParentHandlers();
    private final Consumer<String> listener;

    public EngineLog() {
        this(text -> { });
    }

    /** With a listener that hears each line on the thread that says it, before that thread goes on. */
    public EngineLog(Consumer<String> listener) {
        this.listener = listener;
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    /** {@return warnings and errors said so far, oldest first} */
    public List<String> complaints() {
        return records.stream()
                .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                .map(EngineLog::text)
                .toList();
    }

    /** {@return those of {@link #complaints()} that contain this} */
    public List<String> complaints(String part) {
        return complaints().stream().filter(text -> text.contains(part)).toList();
    }

    private static String text(LogRecord line) {
        Object[] parameters = line.getParameters();
        return parameters == null || parameters.length == 0
                ? line.getMessage()
                : MessageFormat.format(line.getMessage(), parameters);
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
        listener.accept(text(line));
    }

    @Override
    public void flush() { }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(usedParents);
    }
}
