package io.kedge.hal.device;

/** Joins active times that are closer to each other than the hold time. */
final class HoldTime implements Machine {

    /** Takes what is found. */
    @FunctionalInterface
    interface Told {
        void told(boolean moving, long nanos, long sinceNanos);
    }

    private final long holdNanos;
    private final Told told;
    private boolean active;
    private boolean moving;
    private long beganNanos;
    private long endNanos;       // while moving and not active

    HoldTime(long holdNanos, Told told) {
        this.holdNanos = holdNanos;
        this.told = told;
    }

    @Override
    public void level(boolean nowActive, long nanos, boolean edge) {
        advance(nanos);
        if (nowActive == active) {
            return;
        }
        active = nowActive;
        if (!active) {
            endNanos = nanos + holdNanos;
        } else if (!moving) {
            moving = true;
            beganNanos = nanos;
            told.told(true, nanos, nanos);
        }
    }

    @Override
    public void advance(long nowNanos) {
        if (armed() && endNanos - nowNanos < 0) {
            moving = false;
            told.told(false, endNanos, beganNanos);
        }
    }

    @Override
    public boolean armed() {
        return moving && !active;
    }

    @Override
    public long dueNanos() {
        return endNanos;
    }
}
