package io.kedge.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the engine logs while this is open, in the order of the calls. */
public final class LogBook implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.kedge.runtime");
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Consumer<String> listener;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel() == Level.WARNING) {
                String message = formatter.formatMessage(entry);
                warnings.add(message);
                listener.accept(message);
            }
        }

        @Override
        public void flush() { }

        @Override
        public void close() { }
    };

    private LogBook(Consumer<String> listener) {
        this.listener = listener;
    }

    public static LogBook open() {
        return open(message -> { });
    }

    /** With a listener that hears each warning on the thread that gives it, before that thread goes on. */
    public static LogBook open(Consumer<String> listener) {
        LogBook book = new LogBook(listener);
        book.logger.addHandler(book.handler);
        return book;
    }

    /** {@return the warnings that contain this} */
    public List<String> warnings(String part) {
        return warnings.stream().filter(warning -> warning.contains(part)).toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
