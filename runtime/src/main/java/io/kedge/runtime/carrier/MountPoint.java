package io.kedge.runtime.carrier;

import org.jspecify.annotations.Nullable;

/** A platform thread on which workers are mounted, and which knows whom it carries. */
public class MountPoint extends Thread {
    private static volatile boolean any;   // set by the first one; without one nobody is mounted, hook or not

    private @Nullable Object mounted;      // the thread itself, also through the strand it carries

    protected MountPoint(String name) {
        super(name);
    }

    /** {@return what the caller's carrier carries now; null if the caller is not carried by a carrier of the engine} */
    public static @Nullable Object mountedOnCaller() {
        return any && LoomStrand.currentCarrierThread() instanceof MountPoint carrier ? carrier.mounted : null;
    }

    /** Notes what is mounted, for {@link #mountedOnCaller}. The carrier only, or what plays it there. */
    public static void noteMounted(@Nullable Object what) {
        if (LoomStrand.currentCarrierThread() instanceof MountPoint carrier) {
            carrier.mounted = what;
            if (!any) {
                any = true;
            }
        }
    }
}
