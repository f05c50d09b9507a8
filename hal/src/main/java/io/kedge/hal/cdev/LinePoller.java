package io.kedge.hal.cdev;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kedge.hal.api.LineException;
import io.kedge.hal.irq.BatchSink;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.irq.IrqThread;
import io.kedge.hal.irq.V2LineEvent;

/**
 * What gpio-irq waits on: one poll(2), without a timeout, over every line request and an eventfd. Requests come and go while
 * it waits; the eventfd makes it look again. Memory is allocated once.
 */
final class LinePoller implements EdgeSource {
    /** Edges read at once; more wait in the kernel for the next round, so that one line cannot keep the others waiting. */
    static final int BATCH = 64;

    /** Requests that can be polled: as many inputs as gpio-irq has places for, and as many others. */
    static final int MOST = 2 * IrqThread.SLOTS;

    private static final System.Logger LOG = System.getLogger("io.kedge.hal.cdev");
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int GONE = Libc.POLLERR | Libc.POLLHUP | Libc.POLLNVAL;
    private static final int WAKE_PLACE = 0;

    private final Arena arena = Arena.ofAuto();
    private final int eventfd;
    private final Object lock = new Object();
    private final MemorySegment one = arena.allocate(Long.BYTES, Long.BYTES);       // under lock
    private final MemorySegment wakeErrno = Libc.newErrno(arena);                   // under lock
    private List<Polled> wanted = List.of();                                         // under lock; never changed in place
    private volatile int wantedVersion;                                              // written under lock
    private int polledVersion;                                                       // under lock: what gpio-irq polls now
    private boolean closed;                                                          // under lock
    // all below: gpio-irq only
    private final MemorySegment errno = Libc.newErrno(arena);
    private final MemorySegment counter = arena.allocate(Long.BYTES, Long.BYTES);
    private final MemorySegment events = arena.allocate((long) BATCH * V2LineEvent.BYTES, Long.BYTES);
    private final PollSet set = new PollSet(arena, MOST + 1);
    private List<Polled> polled = List.of();
    private int adoptedVersion = -1;

    /** Makes the eventfd; nothing is polled yet. */
    LinePoller() throws SystemCallException {
        this.eventfd = GpioChip.check("eventfd", Libc.eventfd(errno));
        one.set(ValueLayout.JAVA_LONG, 0, 1);
    }

    /**
     * Polls a request from now on. Any thread.
     *
     * @throws LineException if {@link #MOST} are polled already
     */
    void add(Polled request) {
        synchronized (lock) {
            if (wanted.size() == MOST) {
                throw new LineException("line(s) " + request.request().offsets() + ": " + MOST + " lines are open, the most there can be;"
                        + " close some");
            }
            List<Polled> more = new ArrayList<>(wanted);
            more.add(request);
            change(more);
        }
    }

    /**
     * Polls it no longer. Returns when gpio-irq has let go of it, so that its descriptor may be closed: a descriptor that is
     * closed while it is polled keeps its lines. Any thread but gpio-irq; waits through interrupts.
     */
    void remove(Polled request) {
        boolean interrupted;
        synchronized (lock) {
            List<Polled> fewer = new ArrayList<>(wanted);
            fewer.remove(request);
            interrupted = awaitGpioIrqLocked(change(fewer));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether it was interrupted, which is to be told once gpio-irq has let go} Caller holds the lock, which is given up meanwhile. */
    private boolean awaitGpioIrqLocked(int version) {
        boolean interrupted = false;
        while (!closed && polledVersion - version < 0) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private int change(List<Polled> requests) {
        int version = wantedVersion + 1;
        wanted = List.copyOf(requests);
        wantedVersion = version;
        wake();
        return version;
    }

    @Override
    public void wake() {
        synchronized (lock) {
            if (!closed) {
                Libc.write(wakeErrno, eventfd, one, Long.BYTES);   // EAGAIN: 2^64 wake-ups are pending, one will do
            }
        }
    }

    @Override
    public void await(BatchSink sink) {
        adopt();
        int came = set.await(errno);
        if (came < 0) {
            failed(-came);
            return;
        }
        for (int place = 0; came > 0 && place < set.size(); place++) {
            int what = set.came(place);
            if (what != 0) {
                came--;
                handle(place, what, sink);
            }
        }
    }

    /** Takes over the newest set of requests, and tells those who wait for that. */
    private void adopt() {
        if (adoptedVersion == wantedVersion) {
            return;
        }
        synchronized (lock) {
            polled = wanted;
            adoptedVersion = wantedVersion;
            polledVersion = adoptedVersion;
            lock.notifyAll();
        }
        set.clear();
        set.add(eventfd);
        for (Polled each : polled) {
            set.add(each.gone() ? -1 : each.request().descriptor());
        }
    }

    private static void failed(int errno) {
        if (errno == Errno.EINTR) {
            return;   // the JVM's own signals
        }
        LOG.log(System.Logger.Level.ERROR, "gpio-irq cannot wait for edges: poll gives {0}; it tries again", Errno.name(errno));
        LockSupport.parkNanos(RETRY_NANOS);
    }

    private void handle(int place, int came, BatchSink sink) {
        if (place == WAKE_PLACE) {
            Libc.read(errno, eventfd, counter, Long.BYTES);
            return;
        }
        Polled request = polled.get(place - 1);
        boolean readable = (came & Libc.POLLIN) == 0 || readable(request, sink);
        if (!readable || (came & GONE) != 0) {
            request.setGone();
            set.drop(place);
        }
    }

    /** Reads a batch. False if nothing will ever come again. */
    private boolean readable(Polled request, BatchSink sink) {
        int read = Libc.read(errno, request.request().descriptor(), events, events.byteSize());
        if (read >= 0) {
            handOver(request, read / V2LineEvent.BYTES, sink);
            return true;
        }
        return read == -Errno.EAGAIN || read == -Errno.EINTR;
    }

    /** Gives each run of edges of one line to that line: the kernel mixes the lines of a request. */
    private void handOver(Polled request, int count, BatchSink sink) {
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int offset = V2LineEvent.offset(events, from);
            if (i == count || V2LineEvent.offset(events, i) != offset) {
                give(request.slotOf(offset), from, i - from, sink);
                from = i;
            }
        }
    }

    private void give(int slot, int from, int count, BatchSink sink) {
        if (slot >= 0) {
            sink.batch(slot, events, from, count);
        }
    }

    /** Lets nobody wait any longer. Called by gpio-irq last of all. */
    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                Libc.close(wakeErrno, eventfd);
                lock.notifyAll();
            }
        }
    }
}
