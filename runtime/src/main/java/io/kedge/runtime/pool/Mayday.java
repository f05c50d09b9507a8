package io.kedge.runtime.pool;

import org.jspecify.annotations.Nullable;

/**
 * One share's call for the rescuer of its workqueue, which is on the rescuer's list at most once; and what the rescuer is
 * to the share's pool while it answers: a worker. Made with the share, so that calling takes no memory.
 *
 * <pre>
 *   C   constant after construction
 *   L   the holder of the pool's lock
 *   M   the holder of the lock of the rescuer's list
 * </pre>
 */
public final class Mayday {
    final WorkerPool pool;                // C
    final Share share;                    // C
    final Rescuer rescuer;                // C
    final Worker worker;                  // C
    int picked;                           // L   items taken since the rescuer came
    boolean listed;                       // M
    @Nullable Mayday next;                // M   behind this one on the rescuer's list
    private @Nullable Mayday nextToWake;  // L, then its waker: the timer's thread

    public Mayday(WorkerPool pool, Share share, Rescuer rescuer) {
        this.pool = pool;
        this.share = share;
        this.rescuer = rescuer;
        this.worker = Worker.ofRescuer(pool, rescuer);
        pool.carriers().prepareMask();
    }

    /** Calls the rescuer, unless it has been called and has not come. @return whether it is to be woken for that */
    boolean callLocked() {
        boolean calls = rescuer.add(this);
        if (calls) {
            share.calledRescuerLocked();
        }
        return calls;
    }

    /** Puts this one in front of others whose rescuers are to be woken. */
    Mayday toWakeBefore(@Nullable Mayday others) {
        nextToWake = others;
        return this;
    }

    /** Wakes the rescuers of a chain. Called with no lock held. */
    static void wakeAll(@Nullable Mayday chain) {
        for (Mayday call = chain; call != null; ) {
            Mayday following = call.nextToWake;
            call.nextToWake = null;
            call.rescuer.wake();
            call = following;
        }
    }
}
