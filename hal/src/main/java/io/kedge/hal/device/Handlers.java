package io.kedge.hal.device;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.kedge.hal.api.Registration;

/** Who wants to know of a device, in the order they came. One that throws harms nobody else. */
final class Handlers<E> {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal.device");

    private final String device;
    private final List<Entry<E>> entries = new CopyOnWriteArrayList<>();
    private final AtomicLong failures = new AtomicLong();

    Handlers(String device) {
        this.device = device;
    }

    Registration add(DeviceHandler<? super E> handler) {
        Entry<E> mine = new Entry<>(handler);
        entries.add(mine);
        return () -> entries.remove(mine);
    }

    long failures() {
        return failures.get();
    }

    /** One call at a time, so that all hear the same order. */
    void tell(E event) {
        for (Entry<E> entry : entries) {
            try {
                entry.handler.onEvent(event);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                failed(interrupted);
            } catch (Throwable thrown) {   // errors too: one handler's StackOverflowError must not cost the others their event
                failed(thrown);
            }
        }
    }

    /** Reports the 1st, 2nd, 4th, 8th ... failure: a handler that always throws must not fill the log. */
    private void failed(Throwable thrown) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(System.Logger.Level.WARNING, "a handler of " + device + " threw, failure " + count + " of this device", thrown);
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
