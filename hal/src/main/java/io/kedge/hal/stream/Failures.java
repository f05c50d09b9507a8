package io.kedge.hal.stream;

import java.util.concurrent.atomic.AtomicLong;

/** Calls handlers so that one that throws harms nobody else. Any thread. */
public final class Failures {
    private static final System.Logger LOG = System.getLogger("io.kedge.hal");

    private final String whose;
    private final AtomicLong count = new AtomicLong();

    /** A call of somebody's handler. */
    @FunctionalInterface
    public interface Call {
        /** Does it. */
        void run() throws Exception;
    }

    /** @param whose whose handlers they are, for the log: {@code line door} */
    public Failures(String whose) {
        this.whose = whose;
    }

    /** Calls it; whatever it throws is counted, and an interrupt stays set. */
    public void guard(Call call) {
        try {
            call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        } catch (Throwable e) {   // errors too: one handler's StackOverflowError must not cost the others their event
            failed(e);
        }
    }

    /** Reports the 1st, 2nd, 4th, 8th ... failure: a handler that always throws must not fill the log. */
    private void failed(Throwable e) {
        long failures = count.incrementAndGet();
        if (Long.bitCount(failures) == 1) {
            LOG.log(System.Logger.Level.WARNING, "a handler of " + whose + " threw, failure " + failures, e);
        }
    }

    /** {@return calls that threw} */
    public long count() {
        return count.get();
    }
}
