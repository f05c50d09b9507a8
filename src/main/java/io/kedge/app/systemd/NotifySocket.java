package io.kedge.app.systemd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * A Unix datagram socket to one address, which Java has none of. Any thread may send; a send waits while the receiver's
 * queue is full.
 */
@SuppressWarnings("restricted")   // native access is what this class is for; the manifest grants it
final class NotifySocket implements AutoCloseable {
    // sys/socket.h and sys/un.h, the same on x86-64 and aarch64
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH_OFFSET = 2;
    private static final int PATH_BYTES = 108;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SOCKET = bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO = bind("sendto",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final String name;
    private final byte[] path;
    private final int descriptor;

    private NotifySocket(String name, byte[] path, int descriptor) {
        this.name = name;
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * {@return a socket that sends to this address}
     *
     * @param name an absolute path, or {@code @} and an abstract name
     * @throws IllegalArgumentException if it is neither, or too long
     * @throws IOException if the system has no socket for us
     */
    static NotifySocket to(String name) throws IOException {
        byte[] path = pathOf(name);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(CAPTURE);
            int descriptor = (int) SOCKET.invokeExact(errno, (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (descriptor < 0) {
                throw new IOException("there is no socket to be had: " + reason(errno));
            }
            return new NotifySocket(name, path, descriptor);
        } catch (IOException | RuntimeException | Error told) {
            throw told;
        } catch (Throwable thrown) {
            throw new AssertionError("a C function threw a Java exception", thrown);
        }
    }

    /**
     * Sends one datagram.
     *
     * @throws IOException if nobody took it
     */
    void send(String message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(CAPTURE);
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message.getBytes(StandardCharsets.UTF_8));
            MemorySegment address = arena.allocate(PATH_OFFSET + PATH_BYTES, Short.BYTES);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
            long sent = (long) SENDTO.invokeExact(errno, descriptor, bytes, bytes.byteSize(), MSG_NOSIGNAL, address, PATH_OFFSET + path.length);
            if (sent < 0) {
                throw new IOException(name + " takes nothing: " + reason(errno));
            }
        } catch (IOException | RuntimeException | Error told) {
            throw told;
        } catch (Throwable thrown) {
            throw new AssertionError("a C function threw a Java exception", thrown);
        }
    }

    /** Gives the socket back. Nothing may be sent afterwards. */
    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(CAPTURE), descriptor);
        } catch (RuntimeException | Error told) {
            throw told;
        } catch (Throwable thrown) {
            throw new AssertionError("a C function threw a Java exception", thrown);
        }
    }

    /** An abstract name has a zero in front and none behind, a path one behind. */
    private static byte[] pathOf(String name) {
        boolean isAbstract = name.startsWith("@");
        if (!isAbstract && !name.startsWith("/")) {
            throw new IllegalArgumentException("'" + name + "' is neither a path nor @ and a name");
        }
        byte[] path = (isAbstract ? "\0" + name.substring(1) : name + "\0").getBytes(StandardCharsets.UTF_8);
        if (path.length > PATH_BYTES || path.length < 2) {
            throw new IllegalArgumentException("'" + name + "' has " + (path.length - 1) + " bytes; 1 to " + (PATH_BYTES - 1) + " can be");
        }
        return path;
    }

    private static String reason(MemorySegment errno) {
        int number = (int) ERRNO.get(errno, 0L);
        return switch (number) {
            case 2 -> "there is no such socket";
            case 13 -> "we may not write to it";
            case 111 -> "nobody listens";
            default -> "errno " + number;
        };
    }

    private static MethodHandle bind(String function, FunctionDescriptor type) {
        MemorySegment address = LINKER.defaultLookup().find(function)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + function));
        return LINKER.downcallHandle(address, type, Linker.Option.captureCallState("errno"));
    }
}
