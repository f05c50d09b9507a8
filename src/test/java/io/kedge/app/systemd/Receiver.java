package io.kedge.app.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kedge.app.mqtt.support.Await;
import org.jspecify.annotations.Nullable;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/** The service manager's end: a bound Unix datagram socket. Used by one thread. */
@SuppressWarnings("restricted")
public final class Receiver implements AutoCloseable {
    private static final int MOST = 4096;
    private static final int MSG_DONTWAIT = 0x40;
    private static final MethodHandle SOCKET = bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = bind("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV = bind("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int descriptor;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private Receiver(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Listens on a path, or on an abstract name that begins with {@code @}. */
    public static Receiver on(String name) {
        byte[] path = name.replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) SOCKET.invokeExact(1, 2, 0);
            MemorySegment address = arena.allocate(2L + 108, 2);
            address.set(JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(path, 0, address, JAVA_BYTE, 2, path.length);
            int bound = (int) BIND.invokeExact(descriptor, address, 2 + path.length);
            if (bound != 0) {
                throw new AssertionError(name + " cannot be bound");
            }
            return new Receiver(descriptor);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** {@return all that came so far, one datagram each} */
    public List<String> received() {
        for (String next = next(); next != null; next = next()) {
            received.add(next);
        }
        return received;
    }

    /** Waits for a datagram that has this in it. */
    public void await(String text) {
        Await.until("'" + text + "' at the service manager", () -> received().stream().anyMatch(one -> one.contains(text)), this::received);
    }

    private @Nullable String next() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(MOST);
            long length = (long) RECV.invokeExact(descriptor, bytes, (long) MOST, MSG_DONTWAIT);
            return length < 0 ? null : new String(bytes.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static MethodHandle bind(String function, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().find(function).orElseThrow(), type);
    }
}
