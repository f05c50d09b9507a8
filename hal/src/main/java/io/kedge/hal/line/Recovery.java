package io.kedge.hal.line;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineState;
import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.DelayedWork;
import io.kedge.runtime.api.Workqueue;

/**
 * Brings an open line back whose chip was taken away: requests it anew at once, after 100 ms, and then after twice as long each
 * time, at most every 10 s, as long as it takes. While the line works this does nothing at all.
 */
public final class Recovery {
    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** What is said of a line whose chip is not there. */
    public static final String TAKEN_AWAY = "its chip was taken away; the line opens again by itself when the chip is back";

    /** What there is to do for the line. */
    public interface Line {

        /**
         * Gives the line back, if it is held still, and requests it anew.
         *
         * @param gone to be told of this request's end, as {@link Recovery#alarm}
         * @throws LineException if it cannot be had yet; the message says why
         */
        void reopen(Runnable gone);

        /** The line has changed its state. */
        void became(LineState state, String reason);
    }

    private final Workqueue workqueue;
    private final Line line;
    private final DelayedWork attempt = Cmwq.delayedWork(this::attempt);
    private final AtomicReference<LineState> state = new AtomicReference<>(LineState.UP);
    private volatile Alarm latest = new Alarm();   // of the request that counts
    private volatile boolean stopped;
    private Duration pause = Duration.ZERO;   // attempt only; zero before the first one

    /** Does nothing yet. Attempts run on the workqueue. */
    public Recovery(Workqueue workqueue, Line line) {
        this.workqueue = workqueue;
        this.line = line;
    }

    /** {@return whether the line works} */
    public LineState state() {
        return state.get();
    }

    /**
     * {@return what is to be run when the chip was taken away of a request that is about to be made} Any thread, gpio-irq too: does not
     * wait. Does nothing if that is known, or another request was made since: gpio-irq may learn late of one that was given back.
     */
    public Runnable alarm() {
        return nextAlarm();
    }

    private Alarm nextAlarm() {
        Alarm next = new Alarm();
        latest = next;
        return next;
    }

    /** Tells of the end of one request. */
    private final class Alarm implements Runnable {
        private volatile boolean rung;

        @Override
        public void run() {
            rung = true;                      // before the state is looked at: one of both sides sees the other
            takeUp();
        }

        @SuppressWarnings("ReferenceEquality")   // alarms have no other identity
        private void takeUp() {
            if (latest == this && state.compareAndSet(LineState.UP, LineState.DEGRADED)) {
                workqueue.queue(attempt);
            }
        }
    }

    private void attempt() {
        if (pause.isZero()) {
            pause = FIRST_PAUSE;
            line.became(LineState.DEGRADED, TAKEN_AWAY);
        }
        if (stopped) {
            return;   // by who was told
        }
        Alarm alarm = nextAlarm();
        try {
            line.reopen(alarm);
        } catch (LineException notYet) {
            workqueue.modDelayed(attempt, pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return;
        }
        pause = Duration.ZERO;
        state.set(LineState.UP);
        line.became(LineState.UP, "its chip is back");
        if (alarm.rung) {
            alarm.takeUp();   // lost again before it was up
        }
    }

    /** Attempts nothing any more. Waits for an attempt that runs, unless it is the caller. */
    @SuppressWarnings("ReferenceEquality")   // items have no other identity
    public void stop() {
        stopped = true;
        attempt.disable();
        try {
            if (Cmwq.currentWork() != attempt) {
                attempt.cancelSync();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();   // disabled already: at most the running one goes on to its end
        }
    }
}
