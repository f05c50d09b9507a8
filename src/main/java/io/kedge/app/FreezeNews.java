package io.kedge.app;

import java.util.List;
import java.util.function.Consumer;

import io.kedge.app.engine.Freezer;

/** Of all that the freezer says, what a person wants to read: not the stop, which tells of itself. */
final class FreezeNews implements Freezer.Listener {
    private final Consumer<String> reader;

    /** Told to this reader, empty when the workqueues go on; it must not block. */
    FreezeNews(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public void onChange(List<Freezer.Hold> holds) {
        if (holds.stream().noneMatch(hold -> hold.reason() == Freezer.Reason.STOP)) {
            reader.accept(holds.isEmpty() ? "" : "frozen (" + Freezer.text(holds) + ")");
        }
    }
}
