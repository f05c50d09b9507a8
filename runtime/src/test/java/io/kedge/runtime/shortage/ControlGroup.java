package io.kedge.runtime.shortage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** A group of processes that may have {@link ThreadLimit#THREADS}, if this process may make one. */
final class ControlGroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int TRIES = 1_000;

    private final @Nullable Path folder;
    private final String whyNot;

    private ControlGroup(@Nullable Path folder, String whyNot) {
        this.folder = folder;
        this.whyNot = whyNot;
    }

    /** {@return a new group, or one that is not there and says why} Version 1 has a tree for the number of processes, version 2 one for all. */
    static ControlGroup tryToMake() {
        Path tree = Files.isDirectory(ROOT.resolve("pids")) ? ROOT.resolve("pids") : ROOT;
        Path made = tree.resolve("kedge-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(made);
        } catch (IOException refused) {
            return new ControlGroup(null, "cannot make " + made + ": " + refused);
        }
        try {
            Files.writeString(made.resolve("pids.max"), Integer.toString(ThreadLimit.THREADS));
            return new ControlGroup(made, "");
        } catch (IOException noController) {
            made.toFile().delete();
            return new ControlGroup(null, "no pids controller in " + tree + ": " + noController);
        }
    }

    boolean isThere() {
        return folder != null;
    }

    String whyNot() {
        return whyNot;
    }

    /** {@return a command that starts another one in the group} */
    String[] command() {
        return new String[] {"sh", "-c", "echo $$ > " + folder + "/cgroup.procs && exec \"$@\"", "sh"};
    }

    /** The group is empty when its last process is gone for good, a moment after its end. */
    @Override
    public void close() throws IOException {
        if (folder == null) {
            return;
        }
        for (int tries = 0; !folder.toFile().delete(); tries++) {
            if (tries == TRIES) {
                throw new IOException("the control group stays: " + folder);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
