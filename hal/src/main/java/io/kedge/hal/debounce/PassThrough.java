package io.kedge.hal.debounce;

/** No debouncing: each edge is an event; a repeated polarity too, for it hides an edge that was merged away. */
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
