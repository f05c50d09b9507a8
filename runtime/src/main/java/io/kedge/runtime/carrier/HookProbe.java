package io.kedge.runtime.carrier;

/** Finds out at start whether this JVM lets us schedule virtual threads, and says what to do if not. */
public final class HookProbe implements Strand.Owner {
    private int runs;       // the probing thread, also through the strand it mounts
    private int calls;      // likewise
    private boolean ended;  // likewise

    private HookProbe() { }

    /**
     * Makes, runs, yields and resumes one strand on the calling platform thread. To be called before anything else touches
     * {@link LoomStrand}, whose initialiser fails where the hook is missing.
     *
     * @throws IllegalStateException if this JVM does not let us, with the flag or the version that does
     */
    public static void run() {
        try {
            var probe = new HookProbe();
            Strand strand = LoomStrand.make("kedge-probe", probe);
            strand.start();
            strand.mount();
            boolean yielded = probe.runs == 1 && probe.calls == 2;
            strand.mount();
            if (!yielded || probe.runs != 2 || !probe.ended) {
                throw refused(new IllegalStateException("a virtual thread did not yield and resume as expected: runs="
                        + probe.runs + " calls=" + probe.calls));
            }
        } catch (ExceptionInInitializerError wrapped) {
            throw wrapped.getCause() instanceof IllegalStateException refusal ? refusal : refused(wrapped);
        } catch (NoClassDefFoundError again) {
            throw refused(again);
        }
    }

    @Override
    public void live() {
        runs++;
        Thread.yield();
        runs++;
        ended = true;
    }

    @Override
    public void runnable() {
        calls++;
    }

    @Override
    public void runnableFailed(Throwable thrown) {
        throw refused(thrown);
    }

    /** {@return the one error for a JVM without the hook, with its cure} */
    static IllegalStateException refused(Throwable cause) {
        int version = Runtime.version().feature();
        if (version < 25) {
            return new IllegalStateException("Java " + version + " is too old: Kedge needs JDK 25", cause);
        }
        if (is(cause, UnsupportedOperationException.class)) {
            return new IllegalStateException("this JVM has no virtual threads with continuations (32-bit system, or"
                    + " -XX:-VMContinuations): this board runs a 32-bit system; install Raspberry Pi OS (64-bit)", cause);
        }
        Module own = HookProbe.class.getModule();
        if (!Object.class.getModule().isOpen("java.lang", own)) {
            String name = own.isNamed() ? own.getName() : "ALL-UNNAMED";
            return new IllegalStateException("java.lang is not open to the engine: start Java with"
                    + " --add-opens=java.base/java.lang=" + name + " --enable-native-access=" + name, cause);
        }
        return new IllegalStateException("Java " + Runtime.version() + " schedules virtual threads in another way than"
                + " JDK 25: run Kedge on JDK 25, or a release that knows this Java", cause);
    }

    private static boolean is(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
