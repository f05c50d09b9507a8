package io.kedge.runtime.sim;

/** The machine has no memory or thread to give: a fault that the simulation makes. */
final class Shortage extends OutOfMemoryError {
    private static final long serialVersionUID = 1;

    Shortage() {
        super("simulated");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
