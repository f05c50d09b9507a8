package io.kedge.runtime.carrier;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * One thread kept for the first carrier that cannot have one of its own (DESIGN D13): so the pool it is for goes on with what
 * waits there, also with items that were asleep. Made when a carrier has got its thread, and again after it was needed.
 */
public final class Spare {
    private final AtomicReference<@Nullable Waiting> kept = new AtomicReference<>();
    private volatile boolean ended;   // set once

    /** The thread, which does nothing until it is lent. */
    private static final class Waiting extends MountPoint {
        private volatile @Nullable CarrierThread carrier;   // written once
        private volatile boolean dismissed;                 // set once

        Waiting() {
            super("work-spare");
            setDaemon(true);
        }

        void become(@Nullable CarrierThread other) {
            carrier = other;
            dismissed = other == null;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            CarrierThread itself = carrier;
            while (itself == null && !dismissed) {
                LockSupport.park(this);
                itself = carrier;
            }
            if (itself != null) {
                setName(itself.getName());
                itself.takeSteps();
            }
        }
    }

    /** {@return the factory's carriers, with this for a spare} */
    public CarrierFactory of(CarrierFactory threads) {
        return (station, body, refused) -> {
            CarrierRunner runner = threads.make(station, body, refused);
            if (runner instanceof CarrierThread carrier) {
                carrier.spare(this);
            }
            return runner;
        };
    }

    /** Sees to it that there is one, if a thread can be had. */
    void keep() {
        if (kept.get() != null || ended) {
            return;
        }
        try {
            Waiting spare = new Waiting();
            spare.start();
            if (!kept.compareAndSet(null, spare) || ended) {
                spare.become(null);
            }
        } catch (OutOfMemoryError notNow) {
            // the next carrier that gets a thread looks again
        }
    }

    /** Has the spare thread run the carrier. @return the thread; null: there is none */
    @Nullable Thread lendTo(CarrierThread carrier) {
        Waiting spare = kept.getAndSet(null);
        if (spare != null) {
            spare.become(carrier);
        }
        return spare;
    }

    /** Ends it, if it waits, and waits for that. */
    public void end() throws InterruptedException {
        ended = true;
        Waiting spare = kept.getAndSet(null);
        if (spare != null) {
            spare.become(null);
            spare.join();
        }
    }
}
