package io.kedge.runtime.work;

import org.jspecify.annotations.Nullable;

/**
 * What has been seen of one work function (by its class), whichever items run it: whether it sleeps in native code. Such
 * a function starts like a bracket, without waiting for the tick, until it has run often without sleeping.
 */
public final class FunctionProfile {
    private static final int SLEEPER_AFTER = 2;
    private static final int FORGOTTEN_AFTER = 16;

    private static final ClassValue<FunctionProfile> PROFILES = new ClassValue<>() {
        @Override
        protected FunctionProfile computeValue(Class<?> type) {
            return new FunctionProfile(type.getName());
        }
    };

    private final String name;     // C  of the function's class
    private volatile int caught;   // A  a lost count only means one more look by the tick
    private volatile int clean;    // A
    private volatile int told;     // A  one bit for each kind of report made; a lost bit makes one more

    /** A profile of its own, for reports under this name. */
    public FunctionProfile(String name) {
        this.name = name;
    }

    /** {@return the profile of the function's class} May allocate at a class's first time. */
    static FunctionProfile of(Class<?> function) {
        return PROFILES.get(function);
    }

    /** Does it normally sleep in native code? Asked when an item starts. */
    public boolean sleepsInNative() {
        return caught >= SLEEPER_AFTER;
    }

    /** A run was found asleep in native code. Called by the tick. */
    public void caughtAsleep() {
        clean = 0;
        caught = Math.min(caught + 1, SLEEPER_AFTER);
    }

    /** A run that started like a bracket ended. */
    @SuppressWarnings("NonAtomicVolatileUpdate")   // a lost count keeps a function in the table for one run more
    public void ranAsSleeper(boolean slept) {
        if (slept) {
            clean = 0;
        } else if (++clean >= FORGOTTEN_AFTER) {
            clean = 0;
            caught = 0;
        }
    }

    /** {@return whether this is the first report of that kind, 0 to 31, on the function} */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public boolean tellsFirst(int kind) {
        boolean first = (told & 1 << kind) == 0;
        if (first) {
            told |= 1 << kind;
        }
        return first;
    }

    /** {@return whether both are of functions of the same name} */
    public boolean hasNameOf(@Nullable FunctionProfile other) {
        return other == this || other != null && name.equals(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
