package io.kedge.hal.device;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.hal.api.Registration;
import io.kedge.hal.stream.Failures;

/** Who wants to know of a device, in the order they came. One that throws harms nobody else. */
final class Handlers<E> {
    private final List<Entry<E>> entries = new CopyOnWriteArrayList<>();
    private final Failures failures;

    Handlers(String device) {
        this.failures = new Failures(device);
    }

    Registration add(DeviceHandler<? super E> handler) {
        Entry<E> mine = new Entry<>(handler);
        entries.add(mine);
        return () -> entries.remove(mine);
    }

    long failures() {
        return failures.count();
    }

    /** One call at a time, so that all hear the same order. */
    void tell(E event) {
        for (Entry<E> entry : entries) {
            failures.guard(() -> entry.handler.onEvent(event));
        }
    }

    /** One registration; by identity, as the same handler may be added twice. */
    private static final class Entry<E> {
        private final DeviceHandler<? super E> handler;

        Entry(DeviceHandler<? super E> handler) {
            this.handler = handler;
        }
    }
}
