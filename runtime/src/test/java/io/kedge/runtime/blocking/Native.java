package io.kedge.runtime.blocking;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** C functions that block the OS thread, as a driver's would. */
final class Native {
    private static final short POLLIN = 1;
    private static final int NO_TIMEOUT = -1;
    private static final MethodHandle PIPE = bind("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle POLL = bind("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle WRITE = bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle READ = bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle USLEEP = bind("usleep", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Native() { }

    /** A pipe whose readers wait in poll(2) until it is written. */
    static final class Pipe implements AutoCloseable {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment poll = arena.allocate(ValueLayout.JAVA_LONG);   // struct pollfd: fd, events, revents
        private final int readEnd;
        private final int writeEnd;

        Pipe() {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            assertEquals(0, call(() -> (int) PIPE.invokeExact(ends)));
            readEnd = ends.getAtIndex(JAVA_INT, 0);
            writeEnd = ends.getAtIndex(JAVA_INT, 1);
            poll.set(JAVA_INT, 0, readEnd);
            poll.set(JAVA_SHORT, 4, POLLIN);
        }

        /** Blocks the OS thread until {@link #write} was called. */
        void awaitData() {
            assertEquals(1, call(() -> (int) POLL.invokeExact(poll, 1L, NO_TIMEOUT)));
        }

        void write() {
            assertEquals(1L, call(() -> (long) WRITE.invokeExact(writeEnd, poll, 1L)));
        }

        /** Takes back what was written: its readers wait again. */
        void drain() {
            assertEquals(1L, call(() -> (long) READ.invokeExact(readEnd, poll, 1L)));
            poll.set(JAVA_INT, 0, readEnd);
        }

        @Override
        public void close() {
            assertEquals(0, call(() -> (int) CLOSE.invokeExact(readEnd)));
            assertEquals(0, call(() -> (int) CLOSE.invokeExact(writeEnd)));
            arena.close();
        }
    }

    /** Blocks the OS thread for so long. */
    static void usleep(int micros) {
        assertEquals(0, call(() -> (int) USLEEP.invokeExact(micros)));
    }

    /** Makes a FIFO: opening one end waits for the other, reading waits for data. */
    static Path mkfifo(Path directory) throws IOException, InterruptedException {
        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        return fifo;
    }

    private interface Call<T> {
        T run() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (Throwable impossible) {
            throw new AssertionError("a C function threw", impossible);
        }
    }

    @SuppressWarnings("restricted")   // what this class is for
    private static MethodHandle bind(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
    }
}
