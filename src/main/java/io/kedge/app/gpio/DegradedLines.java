package io.kedge.app.gpio;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.api.LineState;
import io.kedge.hal.api.LineStateChange;
import io.kedge.hal.api.LineStateHandler;

/** The lines whose chips were taken away, and who wants to know. May be called by any thread. */
final class DegradedLines implements LineStateHandler {
    private final Map<String, String> reasonByLine = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** {@return one sentence a line, by the lines' ids; empty if all work} */
    List<String> reasons() {
        return reasonByLine.entrySet().stream().map(line -> "line " + line.getKey() + ": " + line.getValue()).toList();
    }

    boolean has(String line) {
        return reasonByLine.containsKey(line);
    }

    /** All of them are closed. */
    void clear() {
        reasonByLine.clear();
    }

    @Override
    public void onState(LineStateChange change) {
        if (change.state() == LineState.UP) {
            reasonByLine.remove(change.line());
        } else {
            reasonByLine.put(change.line(), change.reason());
        }
        listeners.forEach(Runnable::run);
    }
}
