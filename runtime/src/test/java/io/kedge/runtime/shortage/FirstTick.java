package io.kedge.runtime.shortage;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.kedge.runtime.linux.CurrentThread;
import io.kedge.runtime.linux.ThreadProbe;
import io.kedge.runtime.watch.HogPace;
import io.kedge.runtime.watch.HogReports;
import io.kedge.runtime.watch.Tick;
import io.kedge.runtime.watch.TickThread;

/** Fills the heap, then starts the thread of the tick: it is started when work waits for the first time. */
final class FirstTick {
    private static final long LOOK_NANOS = 100_000;
    private static final int THREE_SECONDS_MILLIS = 3_000;

    private FirstTick() { }

    public static void main(String... args) throws InterruptedException {
        HogPace pace = new HogPace(10_000_000);
        Tick tick = new Tick(List.of(), pace, new HogReports(1, pace), ThreadProbe::of, () -> { });
        TickThread thread = new TickThread(tick, refusal -> { });
        CurrentThread.finestTimerSlack();   // as the timer's thread has, long before there is any work
        boolean before = waitsOrHasEnded(thread);   // what is called for the first time takes memory
        LockSupport.parkNanos(LOOK_NANOS);
        HeapHog.fill();
        thread.start();
        while (!waitsOrHasEnded(thread)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        boolean alive = thread.isAlive();
        HeapHog.empty();
        thread.end();
        thread.join(THREE_SECONDS_MILLIS);
        System.out.println("before " + before + ", alive " + alive + ", ended " + !thread.isAlive());
    }

    private static boolean waitsOrHasEnded(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
    }
}
