package io.kedge.hal.debounce;

import org.jspecify.annotations.Nullable;

/** No debouncing, or the kernel has done it: each edge is an event; a repeated polarity too, for it hides an edge that was merged away. */
final class PassThrough implements Debouncer {
    private boolean reported;

    PassThrough(boolean high) {
        this.reported = high;
    }

    @Override
    public Verdict onEdge(Sample sample) {
        reported = sample.high();
        return new Verdict.Changed(sample, sample.high(), 0);
    }

    @Override
    public Verdict onTime(long nowNanos) {
        return Verdict.Nothing.AT_ALL;
    }

    @Override
    public @Nullable Movement movement() {
        return null;
    }

    @Override
    public Verdict goOn(Movement movement) {
        Sample last = movement.last();
        if (movement.edges() == 0) {
            return Verdict.Nothing.AT_ALL;
        }
        if (last.high() == reported) {
            return new Verdict.Glitch(movement.edges());
        }
        reported = last.high();
        return new Verdict.Changed(movement.told() ? last : movement.first(), reported, movement.edges() - 1);
    }

    @Override
    public boolean armed() {
        return false;
    }

    @Override
    public long dueNanos() {
        throw new IllegalStateException("no debounce, no due time");
    }

    @Override
    public boolean reported() {
        return reported;
    }
}
