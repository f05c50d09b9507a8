package io.kedge.hal.device;

/**
 * Makes presses and releases into gestures. What is told depends on the edges' times alone, not on how late the calls are, but for
 * repeats, which are not made up for.
 */
final class Gestures implements Machine {

    /** Takes what is found, in order. */
    @FunctionalInterface
    interface Told {
        void told(ButtonAction action, long nanos);
    }

    private final long gapNanos;        // 0: no double clicks
    private final long longNanos;       // 0: no long presses
    private final long repeatNanos;     // 0: no repeats
    private final Told told;
    private boolean down;
    private boolean sure;               // its press was an edge, so that it has a time
    private long pressNanos;
    private boolean held;               // told as a long press
    private long repeatDueNanos;
    private boolean clickWaits;         // for a second one
    private long clickNanos;            // when it was pressed
    private long clickDueNanos;

    Gestures(ButtonTiming timing, boolean down, Told told) {
        this.gapNanos = timing.doubleClick().toNanos();
        this.longNanos = timing.longPress().toNanos();
        this.repeatNanos = timing.repeat().toNanos();
        this.told = told;
        this.down = down;
    }

    @Override
    public void level(boolean active, long nanos, boolean edge) {
        advance(nanos);
        if (active == down) {
            return;
        }
        down = active;
        if (active) {
            press(nanos, edge);
        } else {
            release(nanos, edge);
        }
    }

    private void press(long nanos, boolean edge) {
        sure = edge;
        held = false;
        pressNanos = nanos;
        if (!edge) {
            tellWaitingClick();
        }
        told.told(ButtonAction.PRESS, nanos);
    }

    private void release(long nanos, boolean edge) {
        told.told(ButtonAction.RELEASE, nanos);
        if (held || !sure || !edge) {
            tellWaitingClick();
        } else if (gapNanos == 0) {
            told.told(ButtonAction.CLICK, pressNanos);
        } else if (clickWaits) {
            clickWaits = false;
            told.told(ButtonAction.DOUBLE_CLICK, clickNanos);
        } else {
            clickWaits = true;
            clickNanos = pressNanos;
            clickDueNanos = nanos + gapNanos;
        }
    }

    private void tellWaitingClick() {
        if (clickWaits) {
            clickWaits = false;
            told.told(ButtonAction.CLICK, clickNanos);
        }
    }

    @Override
    public void advance(long nowNanos) {
        while (armed() && dueNanos() - nowNanos < 0) {
            if (!down) {
                tellWaitingClick();
            } else if (held) {
                told.told(ButtonAction.REPEAT, repeatDueNanos);
                long missed = (nowNanos - repeatDueNanos - 1) / repeatNanos;   // nobody wants them all at once
                repeatDueNanos += (1 + missed) * repeatNanos;
            } else {
                tellWaitingClick();
                held = true;
                told.told(ButtonAction.LONG_PRESS, dueOfLongPress());
                repeatDueNanos = dueOfLongPress() + repeatNanos;
            }
        }
    }

    private long dueOfLongPress() {
        return pressNanos + longNanos;
    }

    @Override
    public boolean armed() {
        if (down) {
            return held ? repeatNanos > 0 : sure && longNanos > 0;
        }
        return clickWaits;
    }

    @Override
    public long dueNanos() {
        if (down) {
            return held ? repeatDueNanos : dueOfLongPress();
        }
        return clickDueNanos;
    }
}
