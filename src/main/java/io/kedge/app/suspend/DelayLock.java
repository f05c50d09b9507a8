package io.kedge.app.suspend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A delay lock of logind, which makes the machine wait before it sleeps. It is a file descriptor, and Java cannot be handed one;
 * so a child holds it for as long as we hold its standard input open, and no longer than this process lives, however that ends.
 */
final class DelayLock implements AutoCloseable {
    /** Holds the lock until its input ends; in a session of its own, so that Ctrl-C is for us alone. */
    static final List<String> COMMAND = List.of("setsid", "systemd-inhibit", "--what=sleep", "--mode=delay", "--who=Kedge",
            "--why=freezes its workqueues before the machine sleeps", "cat");

    private static final Set<String> ENVIRONMENT = Set.of("PATH", "DBUS_SYSTEM_BUS_ADDRESS");   // no password, no NOTIFY_SOCKET
    private static final int BY_SIGNAL = 128;

    private final Process holder;

    private DelayLock(Process holder) {
        this.holder = holder;
    }

    /**
     * {@return a lock, which the child is about to take} Does not wait.
     *
     * @param refused told if it cannot be had, with what the child said of it; by a thread of the JDK
     * @throws IOException if the command cannot be started
     */
    static DelayLock take(List<String> command, Consumer<String> refused) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        var lock = new DelayLock(builder.start());
        var _ = lock.holder.onExit().thenAccept(holder -> ended(holder, refused));
        return lock;
    }

    /** Lets the machine sleep. Does not wait; a second call does nothing. */
    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
        } catch (IOException gone) {
            holder.destroy();
        }
    }

    /** {@return whether the child still holds it, or is about to take it} */
    boolean isHeld() {
        return holder.isAlive();
    }

    /** A lock that was let go ends well; the end of the service ends all its processes by a signal: neither is a refusal. */
    private static void ended(Process holder, Consumer<String> refused) {
        if (holder.exitValue() != 0 && holder.exitValue() < BY_SIGNAL) {
            refused.accept(lastWords(holder));
        }
    }

    private static String lastWords(Process holder) {
        try {
            String said = new String(holder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "it ended with " + holder.exitValue() : said.lines().findFirst().orElse(said);
        } catch (IOException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }
}
